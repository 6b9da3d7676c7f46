//! Opening a case: what comes first, who may, and who can be in which room.

use samenbeeld_schema::model::Gezag;

use super::*;

const NOW: Timestamp = 1_796_040_000_000;

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

fn room(name: &str) -> RoomId {
    RoomId::parse(name).unwrap()
}

fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn opened(signs: Signs, expert: Option<&str>) -> CaseRegister {
    let account = RegisteredPerson::of(PersonFacts::named(person("acc"), title("Ilse"), Role::Wijkteam));
    let opening = Opening {
        case: CaseId::parse("c1").unwrap(),
        person: person("ilse"),
        own_room: room("own-ilse"),
        title: None,
        legal_frame: LegalFrame::Voluntary,
        signs,
        expert: expert.map(title),
        now: NOW,
    };
    open(opening, &account)
}

fn added(case: &mut CaseRegister, name: &str, role: Role) -> Result<(), Refused> {
    let new = NewPerson {
        id: person(name),
        own_room: room(&format!("own-{name}")),
        name: title(name),
        role,
        organisation: None,
        member: true,
        index: role == Role::Youth,
        birth_date: (role == Role::Youth).then(|| PartialDate::parse("2011-04-02").unwrap()),
        household: BTreeSet::new(),
        gezag: (role == Role::Parent).then_some(GezagFact { gezag: Gezag::Yes, checked_on: None, how: None }),
        account: (role == Role::Gi).then(|| person(&format!("{name}-account"))),
    };
    add_person(case, &person("ilse"), new, NOW).map(drop)
}

fn family(signs: Signs, expert: Option<&str>) -> CaseRegister {
    let mut case = opened(signs, expert);
    for (name, role) in [
        ("noor", Role::Youth),
        ("marloes", Role::Parent),
        ("jeroen", Role::Parent),
        ("rechter", Role::Judge),
        ("juf", Role::Mentor),
    ] {
        added(&mut case, name, role).unwrap();
    }
    case
}

fn composed(case: &mut CaseRegister, id: &str, kind: RoomKind, members: &[&str]) -> Result<(), Refused> {
    let members = members.iter().map(|name| person(name)).collect();
    let new = NewRoom { id: room(id), kind, label: title("Kamer"), members, about: BTreeSet::new(), ground: None };
    compose(case, &person("ilse"), new, NOW)
}

#[test]
fn a_new_case_has_its_opener_and_a_room_of_their_own_and_nothing_else() {
    let case = opened(Signs::No, None);
    assert!(case.leads(&person("ilse"), NOW));
    assert_eq!(case.rooms.len(), 1);
    assert!(case.reads(&person("ilse"), &case.rooms[0], NOW));
    assert_eq!(case.persons[0].account, Some(person("acc")));
}

// F3
#[test]
fn everybody_who_is_added_has_a_room_that_nobody_else_reads() {
    let case = family(Signs::No, None);
    let own = case.room(&room("own-noor")).unwrap();
    assert!(case.reads(&person("noor"), own, NOW));
    for other in ["ilse", "marloes", "jeroen", "juf"] {
        assert!(!case.reads(&person(other), own, NOW), "{other}");
    }
}

#[test]
fn who_does_not_lead_the_case_adds_nobody_and_composes_nothing() {
    let mut case = family(Signs::No, None);
    let new = NewRoom {
        id: room("r"),
        kind: RoomKind::Core,
        label: title("Samen"),
        members: [person("marloes")].into(),
        about: BTreeSet::new(),
        ground: None,
    };
    for name in ["noor", "marloes", "juf", "nobody"] {
        assert_eq!(compose(&mut case, &person(name), new.clone(), NOW), Err(Refused::NotYours), "{name}");
        let check = SafetyCheck { signs: Signs::No, expert: None, by: person(name), at: NOW };
        assert_eq!(check_safety(&mut case, check), Err(Refused::NotYours), "{name}");
        let changes = Changes { name: Some(title("x")), ..Changes::default() };
        assert_eq!(change_person(&mut case, &person(name), &person("noor"), changes, NOW), Err(Refused::NotYours));
    }
}

#[test]
fn after_signs_of_violence_nothing_joint_is_made_without_an_expert() {
    for signs in [Signs::Yes, Signs::Unsure] {
        let mut case = family(signs, None);
        assert_eq!(composed(&mut case, "a", RoomKind::Core, &["ilse", "marloes", "jeroen"]), Err(Refused::NeedsExpert));
        assert_eq!(composed(&mut case, "b", RoomKind::Family, &["noor", "marloes"]), Err(Refused::NeedsExpert));
        // Separate rooms are what is offered instead.
        assert_eq!(composed(&mut case, "c", RoomKind::Pair, &["ilse", "marloes"]), Ok(()));
        assert_eq!(composed(&mut case, "d", RoomKind::Core, &["ilse", "noor"]), Ok(()));
        let expert = Some(title("Amira Haddad, aandachtsfunctionaris"));
        check_safety(&mut case, SafetyCheck { signs, expert, by: person("ilse"), at: NOW }).unwrap();
        assert_eq!(composed(&mut case, "a", RoomKind::Core, &["ilse", "marloes", "jeroen"]), Ok(()));
    }
    assert_eq!(composed(&mut family(Signs::No, None), "a", RoomKind::Core, &["marloes", "jeroen"]), Ok(()));
}

// F4
#[test]
fn who_can_never_be_in_a_room_is_named_with_why() {
    let mut case = family(Signs::No, None);
    let refused = composed(&mut case, "a", RoomKind::Core, &["ilse", "noor", "juf", "rechter"]);
    let why = vec![(person("juf"), Denial::RoleNotHere), (person("rechter"), Denial::OnlyAVersion)];
    assert_eq!(refused, Err(Refused::Unsuitable(why)));
    // Consent can still come: until then the mentor is in the room and reads nothing.
    assert_eq!(composed(&mut case, "b", RoomKind::School, &["ilse", "noor", "juf"]), Ok(()));
    assert!(!case.reads(&person("juf"), case.room(&room("b")).unwrap(), NOW));
}

#[test]
fn a_room_is_made_of_people_of_the_case() {
    let mut case = family(Signs::No, None);
    assert_eq!(composed(&mut case, "a", RoomKind::Core, &["ilse", "nobody"]), Err(Refused::Unknown));
    assert_eq!(composed(&mut case, "a", RoomKind::Core, &[]), Err(Refused::Malformed));
    assert_eq!(composed(&mut case, "a", RoomKind::Pair, &["ilse", "noor", "marloes"]), Err(Refused::Malformed));
    assert_eq!(composed(&mut case, "a", RoomKind::Self_, &["noor"]), Err(Refused::Malformed));
    assert_eq!(composed(&mut case, "own-noor", RoomKind::Core, &["ilse"]), Err(Refused::Malformed), "taken");
}

#[test]
fn gezag_that_is_taken_away_closes_what_stood_on_it_at_once() {
    let mut case = family(Signs::No, None);
    composed(&mut case, "core", RoomKind::Core, &["ilse", "noor", "marloes", "jeroen"]).unwrap();
    let core = |case: &CaseRegister| case.room(&room("core")).unwrap().clone();
    assert!(case.reads(&person("jeroen"), &core(&case), NOW));
    let gezag = Some(GezagFact { gezag: Gezag::No, checked_on: None, how: None });
    let changes = Changes { gezag, ..Changes::default() };
    change_person(&mut case, &person("ilse"), &person("jeroen"), changes, NOW).unwrap();
    assert!(!case.reads(&person("jeroen"), &core(&case), NOW));
    assert!(case.reads(&person("marloes"), &core(&case), NOW));
}

#[test]
fn a_worker_who_is_done_reads_nothing_from_the_next_day_on() {
    let mut case = family(Signs::No, None);
    added(&mut case, "petra", Role::Professional).unwrap();
    composed(&mut case, "core", RoomKind::Core, &["ilse", "noor", "petra"]).unwrap();
    let today = Day::at(NOW).date();
    let changes = Changes { involved_until: Some(today), ..Changes::default() };
    change_person(&mut case, &person("ilse"), &person("petra"), changes.clone(), NOW).unwrap();
    let core = case.room(&room("core")).unwrap();
    assert!(case.reads(&person("petra"), core, NOW));
    assert!(!case.reads(&person("petra"), core, Day::at(NOW).next().begins()));
    assert_eq!(
        change_person(&mut case, &person("ilse"), &person("noor"), changes, NOW),
        Err(Refused::Malformed),
        "a youth is not involved, it is about them"
    );
}

// F3
#[test]
fn who_is_the_last_to_lead_hands_over_before_their_last_day() {
    let mut case = family(Signs::No, None);
    added(&mut case, "petra", Role::Professional).unwrap();
    added(&mut case, "gita", Role::Gi).unwrap();
    let last_day = || Changes { involved_until: Some(Day::at(NOW).date()), ..Changes::default() };
    let ends =
        |case: &mut CaseRegister, by: &str, who: &str| change_person(case, &person(by), &person(who), last_day(), NOW);
    assert_eq!(ends(&mut case, "ilse", "ilse"), Err(Refused::HandOverFirst));
    assert_eq!(ends(&mut case.clone(), "ilse", "gita"), Ok(()), "she doesn't lead without a measure");
    // Under supervision the GI leads; as long as she is the only one she can't go.
    case.case.legal_frame = Some(LegalFrame::Supervision);
    assert_eq!(ends(&mut case.clone(), "gita", "gita"), Ok(()), "ilse leads on");
    case.case.regisseur = None;
    assert_eq!(ends(&mut case, "gita", "gita"), Err(Refused::HandOverFirst));
    assert_eq!(ends(&mut case, "gita", "petra"), Ok(()));
    case.case.regisseur = Some(person("ilse"));
    assert_eq!(ends(&mut case, "gita", "gita"), Ok(()));
}

#[test]
fn what_is_not_known_any_more_is_emptied() {
    let mut case = family(Signs::No, None);
    added(&mut case, "petra", Role::Professional).unwrap();
    let changes = |case: &mut CaseRegister, who: &str, changes: Changes| {
        change_person(case, &person("ilse"), &person(who), changes, NOW).unwrap();
        case.person(&person(who)).unwrap().clone()
    };
    let born = |date: Option<&str>| Changes {
        birth_date: Some(date.map(|date| PartialDate::parse(date).unwrap())),
        ..Changes::default()
    };
    assert!(changes(&mut case, "marloes", born(Some("1985-04-03"))).facts.birth_date.is_some());
    assert!(changes(&mut case, "marloes", Changes::default()).facts.birth_date.is_some(), "what isn't said stays");
    assert!(changes(&mut case, "marloes", born(None)).facts.birth_date.is_none());
    let until = |day: Option<PartialDate>| Changes { involved_until: Some(day), ..Changes::default() };
    assert!(changes(&mut case, "petra", until(Day::at(NOW).date())).involved[0].until.is_some());
    assert!(changes(&mut case, "petra", until(None)).involved[0].until.is_none(), "she goes on");
}
