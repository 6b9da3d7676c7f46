//! Who may read by law, and what everybody is told of it first.

use std::collections::BTreeSet;

use samenbeeld_schema::ids::CaseId;
use samenbeeld_schema::model::{CaseFacts, Gezag, GezagFact, LegalFrame, PersonFacts, Role, RoomFacts};
use samenbeeld_schema::text::Title;

use super::*;
use crate::register::{RegisteredPerson, SafetyCheck, Signs};

const NOW: Timestamp = 1_796_040_000_000;

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

fn core() -> RoomId {
    RoomId::parse("core").unwrap()
}

fn case(signs: Signs) -> CaseRegister {
    let one = |name: &str, role, gezag| {
        let mut facts = PersonFacts::named(person(name), Title::parse(name).unwrap(), role);
        facts.gezag = (role == Role::Parent).then_some(GezagFact { gezag, checked_on: None, how: None });
        RegisteredPerson::of(facts)
    };
    let worker = |name: &str, role| RegisteredPerson { account: Some(person(name)), ..one(name, role, Gezag::Unknown) };
    let persons = vec![
        worker("ilse", Role::Wijkteam),
        worker("amira", Role::Gi),
        one("marloes", Role::Parent, Gezag::Yes),
        one("jeroen", Role::Parent, Gezag::Yes),
        one("stief", Role::Parent, Gezag::No),
        one("juf", Role::Mentor, Gezag::Unknown),
    ];
    let place = |id: &str, kind| RegisteredRoom {
        facts: RoomFacts {
            id: RoomId::parse(id).unwrap(),
            kind,
            label: Title::parse("Samen").unwrap(),
            members: ["ilse", "marloes"].map(person).into(),
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
    let rooms = vec![place("core", RoomKind::Core), place("family", RoomKind::Family)];
    let mut case = CaseRegister::new(facts, persons, rooms, Vec::new());
    case.safety.push(SafetyCheck { signs, expert: None, by: person("ilse"), at: NOW });
    case
}

#[test]
fn a_parent_with_gezag_comes_into_the_room_as_it_is_once_everybody_was_told() {
    let mut case = case(Signs::No);
    let (ilse, jeroen, marloes) = (person("ilse"), person("jeroen"), person("marloes"));
    assert_eq!(enter(&mut case, &ilse, &core(), &jeroen, NOW), Err(Refused::Malformed), "nobody was told");
    announce(&mut case, &ilse, &core(), &jeroen, NOW).unwrap();
    assert!(!case.reads(&jeroen, case.room(&core()).unwrap(), NOW), "told, and not yet in");
    let told: Vec<_> = told_to(&case, &marloes, NOW).map(|(room, one)| (room.clone(), one.person.clone())).collect();
    assert_eq!(told, [(core(), jeroen.clone())]);
    assert_eq!(told_to(&case, &jeroen, NOW).count(), 0);
    enter(&mut case, &ilse, &core(), &jeroen, NOW).unwrap();
    assert!(case.reads(&jeroen, case.room(&core()).unwrap(), NOW));
    assert_eq!(case.rooms.len(), 2, "the room stays the one it was");
    assert_eq!(told_to(&case, &marloes, NOW + TOLD_FOR).count(), 0, "for a week");
}

#[test]
fn who_reads_by_consent_or_not_at_all_does_not_come_in_by_law() {
    let mut case = case(Signs::No);
    let ilse = person("ilse");
    for name in ["stief", "juf", "amira"] {
        assert_eq!(announce(&mut case, &ilse, &core(), &person(name), NOW), Err(Refused::Malformed), "{name}");
    }
    let family = RoomId::parse("family").unwrap();
    assert_eq!(announce(&mut case, &ilse, &family, &person("jeroen"), NOW), Err(Refused::Malformed), "their own room");
    assert_eq!(announce(&mut case, &ilse, &core(), &person("niemand"), NOW), Err(Refused::Unknown));
    assert_eq!(announce(&mut case, &person("marloes"), &core(), &person("jeroen"), NOW), Err(Refused::NotYours));
}

#[test]
fn who_carries_out_a_measure_or_takes_over_the_lead_comes_in_by_law() {
    let mut case = case(Signs::Yes);
    case.case.legal_frame = Some(LegalFrame::Supervision);
    announce(&mut case, &person("ilse"), &core(), &person("amira"), NOW).unwrap();
    assert_eq!(case.room(&core()).unwrap().admissions[0].by_law, ByLaw::Measure);
    case.case.legal_frame = None;
    case.case.regisseur = Some(person("amira"));
    announce(&mut case, &person("amira"), &core(), &person("amira"), NOW).unwrap();
    assert_eq!(case.room(&core()).unwrap().admissions[0].by_law, ByLaw::Lead);
}

#[test]
fn after_signs_of_violence_no_second_parent_comes_in_without_an_expert() {
    let mut case = case(Signs::Yes);
    let asked = announce(&mut case, &person("ilse"), &core(), &person("jeroen"), NOW);
    assert_eq!(asked, Err(Refused::NeedsExpert));
    assert!(case.room(&core()).unwrap().admissions.is_empty());
}

#[test]
fn who_was_announced_stays_out_when_the_law_no_longer_says_so() {
    let mut case = case(Signs::No);
    let (ilse, jeroen) = (person("ilse"), person("jeroen"));
    announce(&mut case, &ilse, &core(), &jeroen, NOW).unwrap();
    let known = case.persons.iter_mut().find(|known| known.facts.id == jeroen).unwrap();
    known.facts.gezag = Some(GezagFact { gezag: Gezag::No, checked_on: None, how: None });
    assert_eq!(enter(&mut case, &ilse, &core(), &jeroen, NOW), Err(Refused::Malformed));
}
