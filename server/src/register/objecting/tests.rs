//! Who may ask what, who answers, and from when to when it holds.

use samenbeeld_schema::model::{Gezag, GezagFact};

use super::*;
use crate::register::trial::{MINUTE, at, case, person, room, short};
use crate::register::{admission, opening, succession};

const NOW: &str = "2026-11-30";

fn asked(by: &str, reader: &str, rooms: &[&str], now: Timestamp) -> Asked {
    Asked {
        id: ItemId::from_random([7; 16]),
        by: person(by),
        reader: person(reader),
        rooms: rooms.iter().map(|name| room(name)).collect(),
        why: Some(short("Dan durf ik meer te schrijven.")),
        now,
    }
}

fn answered(by: &str, honoured: bool, at: Timestamp) -> Answered {
    Answered { by: person(by), at, honoured, reason: short("Noor heeft nu rust nodig.") }
}

fn reads(case: &CaseRegister, who: &str, name: &str, now: Timestamp) -> bool {
    case.reads(&person(who), case.room(&room(name)).unwrap(), now)
}

fn id() -> ItemId {
    ItemId::from_random([7; 16])
}

#[test]
fn an_objection_that_is_honoured_closes_the_rooms_it_names_and_no_others() {
    let (mut case, now) = (case(), at(NOW));
    ask(&mut case, &asked("noor", "marloes", &["core"], now)).unwrap();
    assert!(reads(&case, "marloes", "core", now), "asking alone changes nothing");
    answer(&mut case, id(), &answered("youssef", true, now + MINUTE)).unwrap();
    assert!(reads(&case, "marloes", "core", now), "not before it was honoured");
    let then = now + MINUTE;
    assert!(!reads(&case, "marloes", "core", then) && reads(&case, "marloes", "school", then));
    assert!(reads(&case, "jeroen", "core", then) && reads(&case, "marloes", "family", then));
    // To others she didn't leave, and isn't kept out: she is known, and no reader.
    let facts = case.facts_for(&person("jeroen"), then);
    let core = facts.rooms.iter().find(|one| one.id == room("core")).unwrap();
    assert!(!core.members.contains(&person("marloes")) && core.former_members.is_empty());
    assert!(facts.persons.iter().any(|one| one.id == person("marloes")), "her words keep her name");
}

#[test]
fn it_ends_when_the_youth_takes_it_back_and_when_who_leads_says_why() {
    for (by, reason, allowed) in [
        ("noor", None, Ok(())),
        ("youssef", Some(short("Noor en Marloes hebben erover gepraat.")), Ok(())),
        ("youssef", None, Err(Refused::NoReason)),
        ("marloes", Some(short("Ik wil meelezen.")), Err(Refused::NotYours)),
        ("amira", Some(short("Beter zo.")), Err(Refused::NotYours)),
    ] {
        let (mut case, now) = (case(), at(NOW));
        ask(&mut case, &asked("noor", "marloes", &["core", "school"], now)).unwrap();
        answer(&mut case, id(), &answered("youssef", true, now)).unwrap();
        let ended = Ended { by: person(by), at: now + MINUTE, reason };
        assert_eq!(end(&mut case, id(), &ended), allowed, "{by}");
        assert_eq!(reads(&case, "marloes", "core", now + MINUTE), allowed.is_ok(), "{by}");
        assert!(!reads(&case, "marloes", "core", now), "what held before held");
    }
}

#[test]
fn only_who_leads_answers_and_once() {
    let (mut case, now) = (case(), at(NOW));
    ask(&mut case, &asked("noor", "marloes", &["core"], now)).unwrap();
    for by in ["noor", "marloes", "femke", "amira"] {
        assert_eq!(answer(&mut case, id(), &answered(by, true, now)), Err(Refused::NotYours), "{by}");
    }
    answer(&mut case, id(), &answered("youssef", false, now)).unwrap();
    assert_eq!(answer(&mut case, id(), &answered("youssef", true, now)), Err(Refused::NotYours));
    assert!(reads(&case, "marloes", "core", now));
    assert_eq!(case.objections[0].stands(Some(15)), Stands::Declined);
    // It can be asked again.
    ask(&mut case, &asked("noor", "marloes", &["core"], now + MINUTE)).unwrap();
}

#[test]
fn a_youth_asks_from_twelve_to_fifteen_about_a_parent_and_a_room_they_know() {
    for (day, allowed) in [
        ("2023-03-13", Err(Refused::NotYours)),
        ("2023-03-14", Ok(())),
        ("2027-03-13", Ok(())),
        ("2027-03-14", Err(Refused::NotYours)),
    ] {
        assert_eq!(ask(&mut case(), &asked("noor", "marloes", &["core"], at(day))), allowed, "{day}");
    }
    let now = at(NOW);
    for (reader, rooms) in [
        ("femke", vec!["school"]),
        ("youssef", vec!["core"]),
        ("jeroen", vec!["school"]),
        ("marloes", vec!["family"]),
        ("marloes", vec!["core", "nergens"]),
        ("marloes", vec![]),
        ("niemand", vec!["core"]),
    ] {
        assert_eq!(ask(&mut case(), &asked("noor", reader, &rooms, now)), Err(Refused::Unknown), "{reader} {rooms:?}");
    }
    for by in ["marloes", "femke", "youssef"] {
        assert_eq!(ask(&mut case(), &asked(by, "jeroen", &["core"], now)), Err(Refused::NotYours), "{by}");
    }
    // While one waits or holds there is nothing to ask again.
    let mut case = case();
    ask(&mut case, &asked("noor", "marloes", &["core"], now)).unwrap();
    assert_eq!(ask(&mut case, &asked("noor", "marloes", &["core"], now)), Err(Refused::Unknown));
}

#[test]
fn at_sixteen_it_is_over_and_only_the_youths_own_yes_counts() {
    let (mut case, now) = (case(), at(NOW));
    ask(&mut case, &asked("noor", "marloes", &["core"], now)).unwrap();
    answer(&mut case, id(), &answered("youssef", true, now)).unwrap();
    let verdict = |day| case.verdict(&person("marloes"), case.room(&room("core")).unwrap(), at(day)).unwrap().read;
    assert_eq!(verdict("2027-03-13"), Err(Denial::YouthObjects));
    assert_eq!(verdict("2027-03-14"), Err(Denial::YouthNotAsked));
    assert_eq!(case.objections[0].stands(Some(16)), Stands::Over);
}

#[test]
fn what_is_asked_and_taken_back_before_an_answer_does_not_pile_up() {
    let (mut case, now) = (case(), at(NOW));
    let of = |number: u8| ItemId::from_random([number; 16]);
    let take_back = |id| (id, Ended { by: person("noor"), at: now + MINUTE, reason: None });
    for number in 10..60 {
        let rooms: &[&str] = if number % 2 == 0 { &["core"] } else { &["core", "school"] };
        ask(&mut case, &Asked { id: of(number), ..asked("noor", "marloes", rooms, now) }).unwrap();
        let (id, ended) = take_back(of(number));
        end(&mut case, id, &ended).unwrap();
    }
    let left: Vec<_> = case.objections.iter().map(|one| one.id).collect();
    assert_eq!(left, [of(59)], "the last about this parent");
    // What somebody answered stays, whatever is asked after it.
    ask(&mut case, &Asked { id: of(60), ..asked("noor", "marloes", &["core"], now) }).unwrap();
    answer(&mut case, of(60), &answered("youssef", true, now)).unwrap();
    for id in [of(60), of(61)] {
        if id == of(61) {
            ask(&mut case, &Asked { id, ..asked("noor", "marloes", &["core"], now + MINUTE) }).unwrap();
        }
        let (id, ended) = take_back(id);
        end(&mut case, id, &ended).unwrap();
    }
    let left: Vec<_> = case.objections.iter().map(|one| one.id).collect();
    assert_eq!(left, [of(60), of(61)]);
}

/// What was joint in a room is in what it goes on as, however often: the parent a youth keeps out of it comes into none of them.
// R7, F7
#[test]
fn whom_a_youth_keeps_out_comes_in_by_no_room_that_goes_on_from_it() {
    let (mut case, now) = (case(), at(NOW));
    case.safety.push(crate::register::SafetyCheck {
        signs: crate::register::Signs::No,
        expert: None,
        by: person("youssef"),
        at: now,
    });
    ask(&mut case, &asked("noor", "jeroen", &["core"], now)).unwrap();
    answer(&mut case, id(), &answered("youssef", true, now)).unwrap();
    let part = |name: &str, members: &[&str]| crate::register::Successor {
        id: room(name),
        members: members.iter().map(|member| person(member)).collect(),
    };
    let goes_on = |case: &mut CaseRegister, from: &str, parts: &[crate::register::Successor]| {
        let begun = succession::begin(case, &person("youssef"), &room(from), parts, now);
        if begun.is_ok() {
            succession::finish(case, &room(from));
        }
        begun
    };
    // Without Jeroen first, and then he comes in by law, or by another room after it.
    goes_on(&mut case, "core", &[part("second", &["noor", "marloes", "youssef"])]).unwrap();
    let second = case.room(&room("second")).unwrap().clone();
    assert_eq!(admission::by_law(&case, &second, &person("jeroen"), now), None);
    let third = [part("third", &["noor", "marloes", "jeroen", "youssef"])];
    goes_on(&mut case, "second", &third).unwrap();
    assert!(!reads(&case, "jeroen", "third", now) && reads(&case, "marloes", "third", now));
    let apart = [part("fourth", &["jeroen", "youssef"]), part("fifth", &["noor", "youssef"])];
    assert!(matches!(goes_on(&mut case, "third", &apart), Err(opening::Refused::Unsuitable(_))));
    // Nor by way of a gezag that nobody checked for a moment.
    let gezag = |case: &mut CaseRegister, gezag: Gezag| {
        let jeroen = case.persons.iter_mut().find(|known| known.facts.id == person("jeroen")).unwrap();
        jeroen.facts.gezag = Some(GezagFact { gezag, checked_on: None, how: None });
    };
    gezag(&mut case, Gezag::Unknown);
    assert!(matches!(goes_on(&mut case, "third", &apart), Err(opening::Refused::Unsuitable(_))));
    gezag(&mut case, Gezag::Yes);
    assert!(!reads(&case, "jeroen", "third", now));
    // When she takes it back he reads on where he is.
    end(&mut case, id(), &Ended { by: person("noor"), at: now + MINUTE, reason: None }).unwrap();
    assert!(reads(&case, "jeroen", "third", now + MINUTE));
}

#[test]
fn a_birth_date_that_is_not_known_any_more_opens_nothing_that_was_closed() {
    let (mut case, now) = (case(), at(NOW));
    ask(&mut case, &asked("noor", "marloes", &["core"], now)).unwrap();
    answer(&mut case, id(), &answered("youssef", true, now)).unwrap();
    assert!(!reads(&case, "marloes", "core", now));
    let none = opening::Changes { birth_date: Some(None), ..Default::default() };
    let emptied = opening::change_person(&mut case, &person("youssef"), &person("noor"), none, now);
    assert_eq!(emptied, Err(opening::Refused::Malformed), "a child's age is put right, not taken away");
    case.persons.iter_mut().find(|known| known.facts.id == person("noor")).unwrap().facts.birth_date = None;
    assert!(!reads(&case, "marloes", "core", now));
}
