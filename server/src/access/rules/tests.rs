//! The table, sentence by sentence. A whole childhood in one case: `register::years`.

use super::*;

fn about(age: u8, consent: ConsentState) -> About {
    About { age: Some(age), capacity: Capacity::Unknown, consent, objection: false }
}

fn situation(role: Role, room: RoomKind, about: About) -> Situation {
    Situation {
        role,
        age: None,
        gezag: Gezag::Unknown,
        involved: true,
        regisseur: false,
        legal_frame: LegalFrame::Voluntary,
        member: true,
        room,
        open: true,
        about: vec![about],
        emergency: false,
    }
}

fn parent(gezag: Gezag, about: About) -> Situation {
    Situation { gezag, ..situation(Role::Parent, RoomKind::Core, about) }
}

fn reads(situation: &Situation) -> Answer {
    decide(situation).read
}

const ROOMS: &[RoomKind] = RoomKind::ALL;

#[test]
fn who_is_no_member_may_nothing_in_any_room() {
    for (role, room) in Role::ALL.iter().flat_map(|role| ROOMS.iter().map(move |room| (*role, *room))) {
        let outside = Situation { member: false, ..situation(role, room, about(14, ConsentState::Given)) };
        let denied = Err(Denial::NotAMember);
        assert_eq!(decide(&outside), Verdict { read: denied, voice: denied, board: denied, desk: denied });
    }
}

// R2
#[test]
fn nobody_writes_what_they_may_not_read() {
    for (role, room) in Role::ALL.iter().flat_map(|role| ROOMS.iter().map(move |room| (*role, *room))) {
        for (age, consent) in [(8, ConsentState::Missing), (14, ConsentState::Given), (17, ConsentState::Withdrawn)] {
            for emergency in [false, true] {
                let verdict = decide(&Situation { emergency, ..situation(role, room, about(age, consent)) });
                let writes = verdict.voice.is_ok() || verdict.board.is_ok() || verdict.desk.is_ok();
                assert!(verdict.read.is_ok() || !writes, "{role:?} {room:?}");
            }
        }
    }
}

#[test]
fn a_parent_with_gezag_reads_until_the_youth_is_sixteen() {
    let with = |age, consent| reads(&parent(Gezag::Yes, about(age, consent)));
    for age in [3, 11, 12, 15] {
        assert_eq!(with(age, ConsentState::Missing), Ok(Ground::Gezag), "{age}");
    }
    for age in [16, 17, 18, 23] {
        assert_eq!(with(age, ConsentState::Missing), Err(Denial::YouthNotAsked), "{age}");
        assert_eq!(with(age, ConsentState::Withdrawn), Err(Denial::ConsentWithdrawn), "{age}");
        assert_eq!(with(age, ConsentState::Given), Ok(Ground::Consent), "{age}");
    }
}

#[test]
fn parents_decide_on_for_a_youth_who_cannot_until_eighteen() {
    let cannot = |age| About { capacity: Capacity::No, ..about(age, ConsentState::Missing) };
    assert_eq!(reads(&parent(Gezag::Yes, cannot(17))), Ok(Ground::Gezag));
    assert_eq!(reads(&parent(Gezag::Yes, cannot(18))), Err(Denial::YouthNotAsked));
}

#[test]
fn a_parent_without_gezag_reads_only_when_composed_by_name_and_agreed() {
    assert_eq!(reads(&parent(Gezag::No, about(14, ConsentState::Missing))), Err(Denial::NoGezag));
    assert_eq!(reads(&parent(Gezag::Unknown, about(14, ConsentState::Missing))), Err(Denial::GezagNotChecked));
    assert_eq!(reads(&parent(Gezag::No, about(14, ConsentState::Given))), Ok(Ground::Consent));
    let family = Situation { room: RoomKind::Family, ..parent(Gezag::No, about(14, ConsentState::Missing)) };
    assert_eq!(reads(&family), Ok(Ground::Named));
}

#[test]
fn a_youth_of_twelve_to_fifteen_can_keep_a_parent_out_when_a_professional_honours_it() {
    let objects = |age| About { objection: true, ..about(age, ConsentState::Missing) };
    assert_eq!(reads(&parent(Gezag::Yes, objects(13))), Err(Denial::YouthObjects));
    assert_eq!(reads(&parent(Gezag::Yes, objects(11))), Ok(Ground::Gezag));
}

#[test]
fn under_twelve_a_child_has_its_own_rooms() {
    let child = |age, room| {
        reads(&Situation { age: Some(age), ..situation(Role::Child, room, about(age, ConsentState::Missing)) })
    };
    assert_eq!(child(11, RoomKind::Core), Err(Denial::UnderTwelve));
    assert_eq!(child(11, RoomKind::Kind), Ok(Ground::Named));
    assert_eq!(child(11, RoomKind::Self_), Ok(Ground::Own));
    // The role in the register may still say child: the birthday counts.
    assert_eq!(child(12, RoomKind::Core), Ok(Ground::Own));
}

#[test]
fn school_reads_school_with_consent_and_nothing_else() {
    let mentor = |room, consent| reads(&situation(Role::Mentor, room, about(15, consent)));
    assert_eq!(mentor(RoomKind::School, ConsentState::Given), Ok(Ground::Consent));
    assert_eq!(mentor(RoomKind::School, ConsentState::Missing), Err(Denial::ConsentMissing));
    assert_eq!(mentor(RoomKind::School, ConsentState::Withdrawn), Err(Denial::ConsentWithdrawn));
    for room in [RoomKind::Core, RoomKind::Family, RoomKind::Care, RoomKind::Advice, RoomKind::Safety, RoomKind::Shield]
    {
        assert_eq!(mentor(room, ConsentState::Given), Err(Denial::RoleNotHere), "{room:?}");
    }
}

#[test]
fn a_jim_comes_in_when_the_youth_chose_them() {
    let jim = |consent| reads(&situation(Role::Jim, RoomKind::Core, about(14, consent)));
    assert_eq!(jim(ConsentState::Given), Ok(Ground::ChosenByYouth));
    assert_eq!(jim(ConsentState::Missing), Err(Denial::NotChosen));
}

#[test]
fn a_professional_reads_while_involved_and_wanted() {
    let worker = situation(Role::Professional, RoomKind::Core, about(14, ConsentState::Missing));
    assert_eq!(reads(&worker), Ok(Ground::Involved));
    assert_eq!(reads(&Situation { involved: false, ..worker.clone() }), Err(Denial::NotInvolved));
    let unwanted = Situation { about: vec![about(14, ConsentState::Withdrawn)], ..worker };
    assert_eq!(reads(&unwanted), Err(Denial::ConsentWithdrawn));
    // Who leads the case keeps the dossier; a measure of the court doesn't hang on consent.
    assert_eq!(reads(&Situation { regisseur: true, ..unwanted.clone() }), Ok(Ground::Regisseur));
    let measure = Situation { role: Role::Gi, legal_frame: LegalFrame::Supervision, ..unwanted };
    assert_eq!(reads(&measure), Ok(Ground::Involved));
}

#[test]
fn the_family_is_by_itself_in_its_own_room() {
    for role in [Role::Wijkteam, Role::Gi, Role::Professional, Role::Gedragswetenschapper, Role::Mentor] {
        let there = Situation { regisseur: true, ..situation(role, RoomKind::Family, about(14, ConsentState::Given)) };
        assert_eq!(reads(&there), Err(Denial::RoleNotHere), "{role:?}");
    }
}

#[test]
fn who_explains_behaviour_advises_beside_the_joint_picture_also_of_a_child() {
    let there = |room| decide(&situation(Role::Gedragswetenschapper, room, about(8, ConsentState::Given)));
    for room in [RoomKind::Core, RoomKind::School, RoomKind::Kind, RoomKind::Care] {
        assert_eq!(there(room).board, Err(Denial::BoardNotYours), "{room:?}");
        assert!(there(room).voice.is_ok(), "{room:?}");
    }
    assert!(there(RoomKind::Advice).board.is_ok() && there(RoomKind::Safety).board.is_ok());
}

#[test]
fn experts_and_judges_are_in_no_room() {
    for (role, room) in [Role::Expert, Role::Judge].into_iter().flat_map(|role| ROOMS.iter().map(move |r| (role, *r))) {
        assert_eq!(reads(&situation(role, room, about(14, ConsentState::Given))), Err(Denial::OnlyAVersion));
    }
}

#[test]
fn the_desk_is_the_regisseurs() {
    let desk = |role, regisseur, legal_frame| {
        let leads = situation(role, RoomKind::Core, about(14, ConsentState::Given));
        decide(&Situation { regisseur, legal_frame, ..leads }).desk
    };
    assert_eq!(desk(Role::Wijkteam, true, LegalFrame::Voluntary), Ok(Ground::Regisseur));
    assert_eq!(desk(Role::Wijkteam, false, LegalFrame::Voluntary), Err(Denial::DeskNotYours));
    assert_eq!(desk(Role::Gi, false, LegalFrame::Supervision), Ok(Ground::Involved));
    assert_eq!(desk(Role::Gi, false, LegalFrame::Voluntary), Err(Denial::DeskNotYours));
    assert_eq!(desk(Role::Youth, false, LegalFrame::Voluntary), Err(Denial::DeskNotYours));
}

#[test]
fn a_closed_room_is_read_only() {
    let closed = Situation { open: false, ..situation(Role::Youth, RoomKind::Core, about(14, ConsentState::Given)) };
    let verdict = decide(&closed);
    assert_eq!(verdict.read, Ok(Ground::Own));
    assert_eq!([verdict.voice, verdict.board], [Err(Denial::RoomClosed); 2]);
}

#[test]
fn an_emergency_opens_for_reading_and_never_what_is_ones_own() {
    for room in ROOMS {
        let outside = Situation {
            emergency: true,
            member: false,
            ..situation(Role::Professional, *room, about(14, ConsentState::Withdrawn))
        };
        let verdict = decide(&outside);
        let own = matches!(room, RoomKind::Self_ | RoomKind::Pair | RoomKind::Shield | RoomKind::Family);
        assert_eq!(verdict.read.is_ok(), !own && !matches!(room, RoomKind::Advice | RoomKind::Other), "{room:?}");
        assert!(verdict.voice.is_err() && verdict.board.is_err() && verdict.desk.is_err());
    }
}

#[test]
fn with_two_children_the_strictest_counts() {
    let two = vec![about(17, ConsentState::Missing), about(9, ConsentState::Missing)];
    let both = Situation { about: two, ..parent(Gezag::Yes, about(9, ConsentState::Missing)) };
    assert_eq!(reads(&both), Err(Denial::YouthNotAsked));
}

// R6
#[test]
fn who_is_no_longer_involved_reads_no_more_than_what_is_their_own() {
    for room in ROOMS.iter().filter(|room| **room != RoomKind::Family) {
        let then =
            Situation { involved: false, ..situation(Role::Professional, *room, about(14, ConsentState::Given)) };
        let now = if *room == RoomKind::Self_ { Ok(Ground::Own) } else { Err(Denial::NotInvolved) };
        assert_eq!(reads(&then), now, "{room:?}");
        assert!(reads(&Situation { involved: true, ..then }).is_ok(), "{room:?}");
    }
}

// B1
#[test]
fn in_an_emergency_nothing_is_written_not_even_what_is_ones_own() {
    for room in ROOMS {
        let guest = Situation {
            emergency: true,
            involved: false,
            ..situation(Role::Gi, *room, about(14, ConsentState::Given))
        };
        let verdict = decide(&guest);
        assert!([verdict.voice, verdict.board, verdict.desk].iter().all(|answer| answer.is_err()), "{room:?}");
    }
}
