//! A room that goes on with others: who reads what, before and after.

use std::collections::BTreeSet;

use samenbeeld_schema::ids::CaseId;
use samenbeeld_schema::model::{CaseFacts, Gezag, GezagFact, PersonFacts, Role, RoomFacts};
use samenbeeld_schema::text::{PartialDate, Title};

use super::*;
use crate::register::{Consent, Involvement, RegisteredPerson, SafetyCheck, Signs};

const NOW: Timestamp = 1_796_040_000_000;

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

fn room(name: &str) -> RoomId {
    RoomId::parse(name).unwrap()
}

fn people(names: &[&str]) -> BTreeSet<PersonId> {
    names.iter().map(|name| person(name)).collect()
}

fn heir(id: &str, names: &[&str]) -> Successor {
    Successor { id: room(id), members: people(names) }
}

fn case() -> CaseRegister {
    let one = |name: &str, role| {
        let mut facts = PersonFacts::named(person(name), Title::parse(name).unwrap(), role);
        facts.index = role == Role::Youth;
        facts.birth_date = facts.index.then(|| PartialDate::parse("2011-04-02").unwrap());
        facts.gezag = (role == Role::Parent).then_some(GezagFact { gezag: Gezag::Yes, checked_on: None, how: None });
        RegisteredPerson::of(facts)
    };
    let worker = |name: &str, role| RegisteredPerson { account: Some(person(name)), ..one(name, role) };
    let persons = vec![
        worker("ilse", Role::Wijkteam),
        worker("amira", Role::Gi),
        one("noor", Role::Youth),
        one("marloes", Role::Parent),
        one("jeroen", Role::Parent),
        one("juf", Role::Mentor),
    ];
    let place = |id: &str, kind, names: &[&str]| RegisteredRoom {
        facts: RoomFacts {
            id: room(id),
            kind,
            label: Title::parse("Samen").unwrap(),
            members: people(names),
            former_members: Vec::new(),
            successor_of: None,
            open: true,
            ground: None,
        },
        in_dossier: true,
        about: BTreeSet::new(),
        succession: Vec::new(),
        admissions: Vec::new(),
    };
    let facts = CaseFacts {
        id: CaseId::parse("c").unwrap(),
        title: None,
        legal_frame: None,
        status: None,
        regisseur: Some(person("ilse")),
        opened_on: None,
    };
    let rooms = vec![
        place("core", RoomKind::Core, &["ilse", "noor", "marloes"]),
        place("school", RoomKind::School, &["ilse", "noor", "marloes", "juf"]),
        place("own", RoomKind::Self_, &["noor"]),
    ];
    let consent = Consent {
        about: person("noor"),
        rooms: [room("school")].into(),
        readers: people(&["juf"]),
        by: people(&["noor", "marloes", "jeroen"]),
        given_on: None,
        given_at: None,
        until: None,
        purpose: None,
        how: None,
        recorded_by: None,
        withdrawals: Vec::new(),
        carried: BTreeSet::new(),
    };
    let mut case = CaseRegister::new(facts, persons, rooms, vec![consent]);
    case.safety.push(SafetyCheck { signs: Signs::No, expert: None, by: person("ilse"), at: NOW });
    case
}

fn reads(case: &CaseRegister, name: &str, id: &str) -> bool {
    case.reads(&person(name), case.room(&room(id)).unwrap(), NOW)
}

#[test]
fn who_joins_reads_the_room_that_goes_on_and_never_the_old_one() {
    let mut case = case();
    let heirs = [heir("core-2", &["ilse", "noor", "marloes", "jeroen"])];
    assert_eq!(begin(&mut case, &person("ilse"), &room("core"), &heirs, NOW), Ok(()));
    assert!(!case.room(&room("core")).unwrap().facts.open && case.room(&room("core-2")).is_none());
    assert_eq!(unfinished(&case).count(), 1);
    finish(&mut case, &room("core"));
    assert_eq!(unfinished(&case).count(), 0);
    let new = &case.room(&room("core-2")).unwrap().facts;
    assert_eq!((new.successor_of.clone(), new.open, new.label.as_str()), (Some(room("core")), true, "Samen"));
    for (name, old, new) in [
        ("ilse", true, true),
        ("noor", true, true),
        ("marloes", true, true),
        ("jeroen", false, true),
        ("juf", false, false),
    ] {
        assert_eq!((reads(&case, name, "core"), reads(&case, name, "core-2")), (old, new), "{name}");
    }
}

#[test]
fn after_a_split_nobody_reads_the_other_half() {
    let mut case = case();
    let heirs = [heir("with-noor", &["ilse", "noor"]), heir("with-mother", &["ilse", "marloes"])];
    begin(&mut case, &person("ilse"), &room("core"), &heirs, NOW).unwrap();
    finish(&mut case, &room("core"));
    assert!(reads(&case, "noor", "with-noor") && !reads(&case, "noor", "with-mother"));
    assert!(reads(&case, "marloes", "with-mother") && !reads(&case, "marloes", "with-noor"));
    assert!(reads(&case, "noor", "core") && reads(&case, "marloes", "core"), "what was, stays");
}

// F7
#[test]
fn consent_goes_on_for_who_read_and_is_asked_anew_for_who_comes() {
    let mut case = case();
    assert!(reads(&case, "juf", "school"));
    let heirs = [heir("school-2", &["ilse", "noor", "marloes", "jeroen", "juf"])];
    begin(&mut case, &person("ilse"), &room("school"), &heirs, NOW).unwrap();
    finish(&mut case, &room("school"));
    assert!(reads(&case, "juf", "school-2"));
    case.persons.push(RegisteredPerson::of(PersonFacts::named(
        person("juf-2"),
        Title::parse("juf").unwrap(),
        Role::Mentor,
    )));
    let heirs = [heir("school-3", &["ilse", "noor", "marloes", "jeroen", "juf", "juf-2"])];
    begin(&mut case, &person("ilse"), &room("school-2"), &heirs, NOW).unwrap();
    finish(&mut case, &room("school-2"));
    assert!(reads(&case, "juf", "school-3") && !reads(&case, "juf-2", "school-3"));
}

#[test]
fn only_who_leads_makes_a_room_go_on_and_only_one_that_is_open_and_joint() {
    let mut case = case();
    let heirs = [heir("x", &["ilse", "noor", "marloes", "jeroen"])];
    assert_eq!(begin(&mut case, &person("marloes"), &room("core"), &heirs, NOW), Err(Refused::NotYours));
    assert_eq!(begin(&mut case, &person("ilse"), &room("own"), &heirs, NOW), Err(Refused::Malformed));
    assert_eq!(begin(&mut case, &person("ilse"), &room("nowhere"), &heirs, NOW), Err(Refused::Unknown));
    assert_eq!(begin(&mut case, &person("ilse"), &room("core"), &[], NOW), Err(Refused::Malformed));
    let same = [heir("x", &["ilse", "noor", "marloes"])];
    assert_eq!(begin(&mut case, &person("ilse"), &room("core"), &same, NOW), Err(Refused::Malformed));
    let stranger = [heir("x", &["ilse", "stranger"])];
    assert_eq!(begin(&mut case, &person("ilse"), &room("core"), &stranger, NOW), Err(Refused::Unknown));
    begin(&mut case, &person("ilse"), &room("core"), &heirs, NOW).unwrap();
    assert_eq!(begin(&mut case, &person("ilse"), &room("core"), &heirs, NOW), Err(Refused::Malformed), "twice");
}

// F8
#[test]
fn who_leaves_a_room_keeps_counting_there() {
    let mut case = case();
    assert_eq!(leave(&mut case, &person("marloes"), &room("core"), NOW), Ok(()));
    let core = &case.room(&room("core")).unwrap().facts;
    assert!(!core.members.contains(&person("marloes")));
    assert_eq!(core.former_members[0].person, person("marloes"));
    assert!(!reads(&case, "marloes", "core"));
    assert_eq!(leave(&mut case, &person("marloes"), &room("core"), NOW), Err(Refused::Unknown));
    assert_eq!(leave(&mut case, &person("noor"), &room("own"), NOW), Err(Refused::Unknown), "one's own is not left");
}

#[test]
fn the_lead_goes_to_a_worker_who_leads_cases() {
    let mut case = case();
    assert_eq!(hand_over(&mut case, &person("amira"), &person("amira"), NOW), Err(Refused::NotYours));
    assert_eq!(hand_over(&mut case, &person("ilse"), &person("marloes"), NOW), Err(Refused::Malformed));
    // Without an account nobody could come in to lead, and who is gone tomorrow leaves it to nobody.
    case.persons.iter_mut().find(|known| known.facts.id == person("amira")).unwrap().account = None;
    assert_eq!(hand_over(&mut case, &person("ilse"), &person("amira"), NOW), Err(Refused::Malformed));
    let amira = case.persons.iter_mut().find(|known| known.facts.id == person("amira")).unwrap();
    amira.account = Some(person("amira-kliniek"));
    let until = |until| Involvement { from: PartialDate::parse("2026-01-01").unwrap(), until };
    amira.involved = vec![until(Some(PartialDate::parse("2026-12-31").unwrap()))];
    assert_eq!(hand_over(&mut case, &person("ilse"), &person("amira"), NOW), Err(Refused::Malformed));
    let amira = case.persons.iter_mut().find(|known| known.facts.id == person("amira")).unwrap();
    amira.involved = vec![until(None)];
    assert_eq!(hand_over(&mut case, &person("ilse"), &person("amira"), NOW), Ok(()));
    assert!(case.leads(&person("amira"), NOW) && !case.leads(&person("ilse"), NOW));
}

#[test]
fn taking_people_apart_waits_for_no_expert_and_bringing_them_together_does() {
    let mut case = case();
    case.safety.push(SafetyCheck { signs: Signs::Yes, expert: None, by: person("ilse"), at: NOW });
    let together = [heir("all", &["ilse", "noor", "marloes", "jeroen"])];
    assert_eq!(begin(&mut case, &person("ilse"), &room("core"), &together, NOW), Err(Refused::NeedsExpert));
    let apart = [heir("one", &["ilse", "noor"]), heir("two", &["ilse", "marloes"])];
    assert_eq!(begin(&mut case, &person("ilse"), &room("core"), &apart, NOW), Ok(()));
}

/// They were never in the room that goes on: it isn't there for them, nor are they somebody who left it.
#[test]
fn who_left_before_hears_nothing_of_where_a_room_goes_on() {
    let mut case = case();
    leave(&mut case, &person("juf"), &room("school"), NOW).unwrap();
    begin(&mut case, &person("ilse"), &room("school"), &[heir("next", &["ilse", "noor"])], NOW).unwrap();
    finish(&mut case, &room("school"));
    let next = case.room(&room("next")).unwrap();
    assert!(next.facts.former_members.is_empty());
    let told = serde_json::to_string(&case.facts_for(&person("juf"), NOW)).unwrap();
    assert!(!told.contains("next") && told.contains("school"), "{told}");
    assert!(
        case.rights_everywhere(&person("juf"), NOW)
            .iter()
            .all(|(of, _, may)| { *may == crate::register::Rights::None || of.facts.id != room("next") })
    );
    // Those who knew them know whose words those are.
    assert!(case.facts_for(&person("noor"), NOW).persons.iter().any(|one| one.id == person("juf")));
}

#[test]
fn a_room_that_goes_on_while_the_case_ends_is_closed_too() {
    let mut case = case();
    begin(&mut case, &person("ilse"), &room("core"), &[heir("next", &["ilse", "noor"])], NOW).unwrap();
    case.case.status = Some(CaseStatus::Closed);
    case.rooms.iter_mut().for_each(|room| room.facts.open = false);
    finish(&mut case, &room("core"));
    assert!(case.rooms.iter().all(|room| !room.facts.open));
}

/// Where the other half of a family lives now is nobody's to know, whatever else they share.
#[test]
fn after_a_split_neither_household_is_told_where_the_other_lives() {
    let mut case = case();
    begin(&mut case, &person("ilse"), &room("core"), &[heir("all", &["ilse", "noor", "marloes", "jeroen"])], NOW)
        .unwrap();
    finish(&mut case, &room("core"));
    let home = |case: &CaseRegister, reader: &str| {
        let told = case.facts_for(&person(reader), NOW);
        told.persons.into_iter().find(|one| one.id == person("marloes")).map(|one| one.household)
    };
    let moves = |case: &mut CaseRegister| {
        let marloes = case.persons.iter_mut().find(|known| known.facts.id == person("marloes")).unwrap();
        marloes.facts.household = [samenbeeld_schema::ids::Code::parse("nieuw-huis").unwrap()].into();
    };
    moves(&mut case);
    assert!(home(&case, "jeroen").is_some_and(|home| !home.is_empty()), "together they know");
    let parts = [heir("hers", &["ilse", "noor", "marloes"]), heir("his", &["ilse", "noor", "jeroen"])];
    begin(&mut case, &person("ilse"), &room("all"), &parts, NOW).unwrap();
    finish(&mut case, &room("all"));
    assert_eq!(home(&case, "jeroen"), Some(Default::default()), "her name, and no more");
    assert!(home(&case, "noor").is_some_and(|home| !home.is_empty()));
    let frozen = case.facts_of_room(&room("all"), NOW);
    assert!(frozen.persons.iter().all(|one| one.household.is_empty()), "nor by a version of the room before");
    // Who came later is told of no room before theirs.
    let juf = Successor { id: room("later"), members: people(&["ilse", "noor", "juf"]) };
    begin(&mut case, &person("ilse"), &room("school"), &[juf], NOW).unwrap();
    finish(&mut case, &room("school"));
    let before = |reader: &str, id: &str| {
        let rooms = case.facts_for(&person(reader), NOW).rooms;
        rooms.into_iter().find(|one| one.id == room(id)).and_then(|one| one.successor_of)
    };
    assert_eq!(before("noor", "later"), Some(room("school")));
    assert_eq!(before("jeroen", "his"), Some(room("all")));
}

#[test]
fn nobody_leads_without_an_account_in_the_office() {
    let mut case = case();
    case.case.legal_frame = Some(samenbeeld_schema::model::LegalFrame::Supervision);
    assert!(case.leads(&person("amira"), NOW) && case.leads(&person("ilse"), NOW));
    case.persons.iter_mut().for_each(|known| known.account = None);
    assert!(!case.leads(&person("amira"), NOW) && !case.leads(&person("ilse"), NOW));
}

// F8
#[test]
fn who_never_read_and_leaves_is_to_others_nobody_who_left() {
    let mut case = case();
    case.consents.clear();
    assert!(!reads(&case, "juf", "school"));
    leave(&mut case, &person("juf"), &room("school"), NOW).unwrap();
    for reader in ["noor", "marloes", "ilse"] {
        let told = case.facts_for(&person(reader), NOW);
        let school = told.rooms.iter().find(|one| one.id == room("school")).unwrap();
        assert!(school.former_members.is_empty() && !school.members.contains(&person("juf")), "{reader}");
        assert!(told.persons.iter().any(|one| one.id == person("juf")), "what she said keeps her name");
    }
    // Her own words stay hers to read.
    let own = samenbeeld_schema::ids::DocumentKind::Voice(person("juf"));
    let own = samenbeeld_schema::ids::DocumentId::new(case.id().clone(), room("school"), own);
    assert_eq!(case.rights(&person("juf"), &own, NOW), crate::register::Rights::Read);
}

// B1
#[test]
fn who_is_in_for_an_emergency_leaves_no_room() {
    let mut case = case();
    case.emergencies.push(crate::register::Emergency {
        id: samenbeeld_schema::ids::ItemId::from_random([1; 16]),
        person: person("amira"),
        reason: samenbeeld_schema::text::Short::parse("De politie staat nu bij dit gezin.").unwrap(),
        from: NOW,
        until: NOW + 1,
        held_back: true,
        review: None,
        stopped: None,
    });
    case.rooms[0].facts.members.insert(person("amira"));
    assert_eq!(leave(&mut case, &person("amira"), &room("core"), NOW), Err(Refused::NotYours));
    assert_eq!(leave(&mut case, &person("amira"), &room("core"), NOW + 1), Ok(()));
}

#[test]
fn who_left_is_named_where_a_room_goes_on_and_nothing_else_of_them_is_told() {
    let mut case = case();
    leave(&mut case, &person("marloes"), &room("core"), NOW).unwrap();
    let marloes = case.persons.iter_mut().find(|known| known.facts.id == person("marloes")).unwrap();
    marloes.facts.household = [samenbeeld_schema::ids::Code::parse("opvang").unwrap()].into();
    begin(&mut case, &person("ilse"), &room("core"), &[heir("next", &["ilse", "noor", "jeroen"])], NOW).unwrap();
    finish(&mut case, &room("core"));
    begin(&mut case, &person("ilse"), &room("next"), &[heir("last", &["ilse", "noor", "amira"])], NOW).unwrap();
    finish(&mut case, &room("next"));
    for (reader, id) in [("noor", "last"), ("ilse", "last"), ("jeroen", "next")] {
        let told = case.facts_for(&person(reader), NOW);
        assert!(told.rooms.iter().any(|one| one.id == room(id)), "{reader}");
        let of = told.persons.iter().find(|one| one.id == person("marloes")).unwrap();
        assert!(of.household.is_empty() && of.gezag.is_none(), "{reader}: {of:?}");
    }
    let frozen = case.facts_of_room(&room("last"), NOW);
    assert!(frozen.persons.iter().any(|one| one.id == person("marloes") && one.household.is_empty()));
}

/// A yes for the room she would read is not there yet.
#[test]
fn who_waits_to_be_let_read_is_known_by_name() {
    let mut case = case();
    case.rooms[0].facts.members.insert(person("juf"));
    let juf = case.persons.iter_mut().find(|known| known.facts.id == person("juf")).unwrap();
    juf.facts.birth_date = Some(PartialDate::parse("1980-01-01").unwrap());
    juf.facts.role = Role::Jim;
    assert!(!reads(&case, "juf", "core"));
    let told = case.facts_for(&person("noor"), NOW);
    assert!(told.persons.iter().any(|one| one.id == person("juf") && one.birth_date.is_none()));
}

#[test]
fn the_lead_goes_to_nobody_whose_own_emergency_waits() {
    let mut case = case();
    case.emergencies.push(crate::register::Emergency {
        id: samenbeeld_schema::ids::ItemId::from_random([1; 16]),
        person: person("amira"),
        reason: samenbeeld_schema::text::Short::parse("De politie staat nu bij dit gezin.").unwrap(),
        from: NOW - 10,
        until: NOW - 5,
        held_back: false,
        review: None,
        stopped: None,
    });
    assert_eq!(hand_over(&mut case, &person("ilse"), &person("amira"), NOW), Err(Refused::Malformed));
    case.emergencies.clear();
    assert_eq!(hand_over(&mut case, &person("ilse"), &person("amira"), NOW), Ok(()));
}
