//! Who is let in for an hour, what that opens, and who is told of it when.

use samenbeeld_schema::ids::{DocumentId, DocumentKind};
use samenbeeld_schema::model::Role;

use super::*;
use crate::register::opening::{self, NewPerson};
use crate::register::trial::{MINUTE, at, case, facts, person, room, short};
use crate::register::{Rights, SafetyCheck};

const REASON: &str = "De politie staat nu bij dit gezin.";

fn asked(account: &str, role: Role, now: Timestamp) -> Asked {
    Asked {
        admin: false,
        id: ItemId::from_random([1; 16]),
        account: facts(account, role),
        guest: person("guest"),
        reason: short(REASON),
        now,
    }
}

fn rights(case: &CaseRegister, who: &str, name: &str, kind: DocumentKind, now: Timestamp) -> Rights {
    case.rights(&person(who), &DocumentId::new(case.id().clone(), room(name), kind), now)
}

fn signs(case: &mut CaseRegister, signs: Signs, now: Timestamp) {
    let check = SafetyCheck { signs, expert: None, by: person("youssef"), at: now };
    opening::check_safety(case, check).unwrap();
}

#[test]
fn who_is_let_in_reads_for_exactly_an_hour_and_writes_nothing() {
    let (mut case, from) = (case(), at("2026-11-30"));
    assert_eq!(open(&mut case, &asked("sanne", Role::Gi, from)), Ok(person("guest")));
    let until = from + 60 * MINUTE;
    for (name, reads) in [("core", true), ("school", true), ("family", false), ("self:noor", false)] {
        for kind in [DocumentKind::Board, DocumentKind::Desk, DocumentKind::Voice(person("noor"))] {
            let exists = rights(&case, "noor", name, kind.clone(), from) != Rights::None;
            let read = if reads && exists { Rights::Read } else { Rights::None };
            assert_eq!(rights(&case, "guest", name, kind.clone(), from), read, "{name} {kind:?}");
            assert_eq!(rights(&case, "guest", name, kind.clone(), until - 1), read, "{name} {kind:?}");
            assert_eq!(rights(&case, "guest", name, kind.clone(), until), Rights::None, "{name} {kind:?}");
            assert_eq!(rights(&case, "guest", name, kind.clone(), from - 1), Rights::None, "{name} {kind:?}");
        }
    }
    assert!(case.changes_within(until - 1, until), "sockets are judged again then");
}

/// The GI leads under a measure of the court: not by an emergency.
#[test]
fn who_is_let_in_never_leads_and_is_told_to_no_other() {
    let (mut case, now) = (case(), at("2026-11-30"));
    open(&mut case, &asked("sanne", Role::Gi, now)).unwrap();
    assert!(!case.leads(&person("guest"), now));
    assert_eq!(case.role_of(&person("guest")), None, "in no room, with no way in");
    let told = serde_json::to_string(&case.facts_for(&person("noor"), now)).unwrap();
    assert!(!told.contains("guest") && !told.contains("sanne"), "{told}");
    // Who was a member once and is let in again: the others aren't shown that either.
    open(&mut case, &asked("amira-account", Role::Gi, now)).unwrap();
    assert_eq!(rights(&case, "amira", "core", DocumentKind::Board, now), Rights::Read);
    assert_eq!(rights(&case, "amira", "core", DocumentKind::Voice(person("amira")), now), Rights::Read);
    assert!(!case.leads(&person("amira"), now));
    let rooms = case.facts_for(&person("noor"), now).rooms;
    assert!(rooms.iter().all(|room| !room.members.contains(&person("amira"))));
}

#[test]
fn who_works_in_a_case_and_who_gives_no_help_is_not_let_in() {
    let (mut case, now) = (case(), at("2026-11-30"));
    for (account, role) in [("youssef-account", Role::Wijkteam), ("juf", Role::Mentor)] {
        assert_eq!(open(&mut case, &asked(account, role, now)), Err(Refused::NotYours), "{account}");
    }
    let keeper = Asked { admin: true, ..asked("sanne", Role::Professional, now) };
    assert_eq!(open(&mut case, &keeper), Err(Refused::NotYours), "who makes accounts could be anybody");
    let short = Asked { reason: short("   spoed nu snel    "), ..asked("sanne", Role::Gi, now) };
    assert_eq!(open(&mut case, &short), Err(Refused::TooShort));
    for nothing in
        ["....................", "spoedspoedspoedspoedspoed", "a b c d e f g h i j k l m", "12 34 56 78 90 12 34 56 78"]
    {
        let asked = Asked { reason: Short::parse(nothing).unwrap(), ..asked("sanne", Role::Gi, now) };
        assert_eq!(open(&mut case, &asked), Err(Refused::TooShort), "{nothing}");
    }
    assert!(case.emergencies.is_empty());
    // Involved until the end of June: after that like anybody else.
    assert_eq!(open(&mut case.clone(), &asked("amira-account", Role::Gi, at("2026-06-30"))), Err(Refused::NotYours));
    assert_eq!(open(&mut case, &asked("amira-account", Role::Gi, at("2026-07-01"))), Ok(person("amira")));
}

#[test]
fn asking_twice_gives_no_minute_more() {
    let (mut case, from) = (case(), at("2026-11-30"));
    open(&mut case, &asked("sanne", Role::Gi, from)).unwrap();
    open(&mut case, &asked("sanne", Role::Gi, from + 30 * MINUTE)).unwrap();
    assert_eq!(case.emergencies.len(), 1);
    assert!(case.emergency_of(&person("guest"), from + 60 * MINUTE).is_none());
    // Afterwards it is another one, to be looked at by itself; they are still the same person.
    assert_eq!(open(&mut case, &asked("sanne", Role::Gi, from + 60 * MINUTE)), Ok(person("guest")));
    assert_eq!((case.emergencies.len(), case.persons.iter().filter(|known| known.is_guest()).count()), (2, 1));
}

#[test]
fn who_leads_looks_at_it_within_two_working_days() {
    // A Thursday.
    let (mut case, from) = (case(), at("2026-12-03"));
    open(&mut case, &asked("sanne", Role::Gi, from)).unwrap();
    let one = &case.emergencies[0];
    assert_eq!(one.due().to_string(), "2026-12-07");
    assert!(one.waits() && !one.is_late(at("2026-12-07T23:59:59")) && one.is_late(at("2026-12-08T00:00:00")));
    let id = one.id;
    let seen = |by: &str| Review { by: person(by), at: from + MINUTE, remark: short("Terecht."), officer: None };
    for by in ["noor", "guest", "amira"] {
        assert_eq!(review(&mut case, id, &seen(by)), Err(Refused::NotYours), "{by}");
    }
    assert_eq!(review(&mut case, ItemId::from_random([9; 16]), &seen("youssef")), Err(Refused::Unknown));
    assert_eq!(review(&mut case, id, &seen("youssef")), Ok(()));
    assert!(!case.emergencies[0].waits() && !case.emergencies[0].is_late(at("2027-01-01")));
    // What was written down about it stays.
    assert_eq!(review(&mut case, id, &seen("youssef")), Err(Refused::NotYours));
}

#[test]
fn after_signs_of_violence_it_waits_for_a_named_officer() {
    let (mut case, now) = (case(), at("2026-11-30"));
    signs(&mut case, Signs::Unsure, now);
    open(&mut case, &asked("sanne", Role::Gi, now)).unwrap();
    let id = case.emergencies[0].id;
    assert!(case.emergencies[0].is_untold());
    let seen = |officer: Option<&str>| Review {
        by: person("youssef"),
        at: now + MINUTE,
        remark: short("Terecht."),
        officer: officer.map(|name| Title::parse(name).unwrap()),
    };
    review(&mut case, id, &seen(None)).unwrap();
    assert!(case.emergencies[0].is_untold() && case.emergencies[0].waits());
    assert_eq!(review(&mut case, id, &seen(None)), Err(Refused::NotYours));
    let other = Review { remark: short("Toch niet."), ..seen(Some("A. Haddad")) };
    assert_eq!(review(&mut case, id, &other), Err(Refused::NotYours), "what was written down stays");
    review(&mut case, id, &seen(Some("A. Haddad"))).unwrap();
    assert!(!case.emergencies[0].is_untold() && !case.emergencies[0].waits());
    // Signs that come to light afterwards hold back what nobody has looked at.
    open(&mut case, &asked("kim", Role::Professional, now + 120 * MINUTE)).unwrap();
    let mut calm = crate::register::trial::case();
    open(&mut calm, &asked("kim", Role::Professional, now)).unwrap();
    assert!(!calm.emergencies[0].is_untold());
    signs(&mut calm, Signs::Yes, now);
    assert!(calm.emergencies[0].is_untold());
}

#[test]
fn who_was_let_in_can_be_added_to_the_case_and_stays_who_they_were() {
    let (mut case, now) = (case(), at("2026-11-30"));
    open(&mut case, &asked("sanne", Role::Gi, now)).unwrap();
    let new = NewPerson {
        id: person("another"),
        own_room: room("self:another"),
        name: Title::parse("Sanne").unwrap(),
        role: Role::Gi,
        organisation: None,
        member: false,
        index: false,
        birth_date: None,
        household: Default::default(),
        gezag: None,
        account: Some(person("sanne")),
    };
    opening::add_person(&mut case, &person("youssef"), new, now).unwrap();
    let added: Vec<_> = case.persons.iter().filter(|known| known.account == Some(person("sanne"))).collect();
    assert!(added.len() == 1 && added[0].facts.id == person("guest") && added[0].facts.member);
}

#[test]
fn nobody_is_let_in_without_end_and_others_are() {
    let (mut case, from) = (case(), at("2026-11-30"));
    let hour = 60 * MINUTE;
    for before in 0..3 {
        assert_eq!(open(&mut case, &asked("sanne", Role::Gi, from + before * hour)), Ok(person("guest")));
    }
    assert_eq!(open(&mut case, &asked("sanne", Role::Gi, from + 3 * hour)), Err(Refused::TooOften));
    let other = Asked { guest: person("other"), ..asked("kim", Role::Professional, from + 3 * hour) };
    assert_eq!(open(&mut case, &other), Ok(person("other")));
    assert_eq!(open(&mut case, &asked("sanne", Role::Gi, from + 24 * hour - 1)), Err(Refused::TooOften));
    assert_eq!(open(&mut case, &asked("sanne", Role::Gi, from + 24 * hour)), Ok(person("guest")), "the day after");
}

#[test]
fn who_leads_ends_it_before_the_hour_is_over_and_nobody_else_does() {
    let (mut case, from) = (case(), at("2026-11-30"));
    open(&mut case, &asked("sanne", Role::Gi, from)).unwrap();
    let (id, then) = (case.emergencies[0].id, from + 5 * MINUTE);
    for by in ["noor", "guest", "amira"] {
        assert_eq!(stop(&mut case, id, &person(by), then), Err(Refused::NotYours), "{by}");
    }
    let unknown = ItemId::from_random([9; 16]);
    assert_eq!(stop(&mut case, unknown, &person("youssef"), then), Err(Refused::Unknown));
    assert_eq!(stop(&mut case, id, &person("youssef"), then), Ok(person("guest")));
    for (moment, read) in [(then - 1, Rights::Read), (then, Rights::None)] {
        assert_eq!(rights(&case, "guest", "core", DocumentKind::Board, moment), read);
    }
    assert!(case.emergencies[0].waits(), "it is looked at all the same");
    assert_eq!(case.emergencies[0].stopped, Some(person("youssef")));
    assert_eq!(stop(&mut case, id, &person("youssef"), then), Err(Refused::NotYours), "it is over");
}

#[test]
fn nobody_looks_at_their_own_and_it_needs_a_word() {
    let (mut case, from) = (case(), at("2026-11-30"));
    open(&mut case, &asked("amira-account", Role::Gi, from)).unwrap();
    let id = case.emergencies[0].id;
    let seen =
        |by: &str, remark: &str| Review { by: person(by), at: from + MINUTE, remark: short(remark), officer: None };
    for nothing in [".", "- - -", "!?", "1"] {
        assert_eq!(review(&mut case, id, &seen("youssef", nothing)), Err(Refused::TooShort), "{nothing}");
    }
    // She is in the case again, and leads it.
    case.persons.iter_mut().find(|known| known.facts.id == person("amira")).unwrap().involved.clear();
    case.case.regisseur = Some(person("amira"));
    assert!(case.leads(&person("amira"), from + MINUTE));
    assert_eq!(review(&mut case, id, &seen("amira", "Terecht.")), Err(Refused::NotYours));
    case.case.regisseur = Some(person("youssef"));
    assert_eq!(review(&mut case, id, &seen("youssef", "Terecht.")), Ok(()));
}
