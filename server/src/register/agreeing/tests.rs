//! Saying yes for oneself and writing down another's, and taking back what is one's own.

use samenbeeld_schema::model::Role;

use super::*;
use crate::register::trial::{MINUTE, at, case, person, room};
use crate::register::{Successor, succession};

const NOW: &str = "2026-11-30";

fn yes(me: &str, by: &[&str], how: Option<How>) -> Agreement {
    Agreement {
        about: person("noor"),
        rooms: [room("school")].into(),
        readers: [person("femke")].into(),
        by: by.iter().map(|giver| person(giver)).collect(),
        how,
        until: None,
        purpose: None,
        me: person(me),
        now: at(NOW),
    }
}

fn back(me: &str, now: Timestamp) -> TakenBack {
    TakenBack {
        about: person("noor"),
        rooms: [room("school")].into(),
        readers: [person("femke")].into(),
        me: person(me),
        now,
    }
}

fn femke_reads(case: &CaseRegister, now: Timestamp) -> bool {
    case.reads(&person("femke"), case.room(&room("school")).unwrap(), now)
}

/// Jeroen must agree, and isn't in the room.
#[test]
fn who_agreed_takes_it_back_also_in_a_room_they_do_not_read() {
    let (mut case, now) = (case(), at(NOW));
    let unknown = back("jeroen", now);
    assert_eq!(take_back(&mut case, &unknown), Err(NotYours::Unknown), "nothing of his stands there");
    for giver in ["noor", "marloes"] {
        agree(&mut case, &yes(giver, &[], None)).unwrap();
    }
    agree(&mut case, &yes("youssef", &["jeroen"], Some(How::Spoken))).unwrap();
    let then = now + MINUTE;
    assert!(!case.reads(&person("jeroen"), case.room(&room("school")).unwrap(), then) && femke_reads(&case, then));
    take_back(&mut case, &back("jeroen", then)).unwrap();
    assert!(!femke_reads(&case, then + MINUTE));
    // Also where the room went on without his knowing.
    let mut on = case.clone();
    on.consents.iter_mut().for_each(|yes| yes.withdrawals.clear());
    let next = Successor { id: room("next"), members: ["noor", "femke", "youssef"].map(person).into() };
    succession::begin(&mut on, &person("youssef"), &room("school"), &[next], then).unwrap();
    succession::finish(&mut on, &room("school"));
    let reads = |case: &CaseRegister, now| case.reads(&person("femke"), case.room(&room("next")).unwrap(), now);
    assert!(reads(&on, then));
    take_back(&mut on, &back("jeroen", then)).unwrap();
    assert!(!reads(&on, then + MINUTE));
    // About anybody or anything else he learns nothing by it.
    let others = TakenBack { readers: [person("youssef")].into(), ..back("jeroen", then) };
    assert_eq!(take_back(&mut case, &others), Err(NotYours::Unknown));
    let elsewhere = TakenBack { rooms: [room("family")].into(), ..back("jeroen", then) };
    assert_eq!(take_back(&mut case, &elsewhere), Err(NotYours::Unknown));
}

#[test]
fn whose_yes_was_written_down_by_another_is_told_so_for_two_weeks() {
    let (mut case, now) = (case(), at(NOW));
    agree(&mut case, &yes("youssef", &["noor"], Some(How::Spoken))).unwrap();
    agree(&mut case, &yes("marloes", &[], None)).unwrap();
    let told = |who: &str, at: Timestamp| {
        let who = person(who);
        let found = written_down_for(&case, &who, at).map(|yes| yes.recorded_by.clone());
        found.collect::<Vec<_>>()
    };
    assert_eq!(told("noor", now), [Some(person("youssef"))]);
    assert!(
        told("noor", now + TOLD_FOR).is_empty() && told("marloes", now).is_empty() && told("jeroen", now).is_empty()
    );
}

#[test]
fn what_is_said_again_and_again_is_kept_once_and_counts_anew() {
    let (mut case, now) = (case(), at(NOW));
    for round in 0..20 {
        let (now, then) = (now + round * 2 * MINUTE, now + (round * 2 + 1) * MINUTE);
        for giver in ["marloes", "jeroen"] {
            agree(&mut case, &Agreement { now, ..yes("youssef", &[giver], Some(How::Paper)) }).unwrap();
        }
        agree(&mut case, &Agreement { now, ..yes("noor", &[], None) }).unwrap();
        assert!(femke_reads(&case, now), "{round}");
        take_back(&mut case, &back("noor", then)).unwrap();
        assert!(!femke_reads(&case, then), "{round}");
        assert_eq!(case.consents.len(), 3, "{round}");
    }
}

/// Youssef's colleague reads as long as nobody took it back: a yes of one says nothing for the others.
// R4
#[test]
fn what_one_took_back_no_other_brings_back_by_saying_yes_again() {
    let (mut case, now) = (case(), at(NOW));
    case.case.legal_frame = None;
    let colleague = crate::register::RegisteredPerson::of(crate::register::trial::facts("ilse", Role::Professional));
    case.persons.push(colleague);
    case.rooms.iter_mut().find(|one| one.facts.id == room("school")).unwrap().facts.members.insert(person("ilse"));
    let yes = |me: &str, by: &[&str], how, now| Agreement { readers: [person("ilse")].into(), now, ..yes(me, by, how) };
    let reads = |case: &CaseRegister, now| case.reads(&person("ilse"), case.room(&room("school")).unwrap(), now);
    agree(&mut case, &yes("youssef", &["jeroen"], Some(How::Spoken), now)).unwrap();
    agree(&mut case, &yes("noor", &[], None, now)).unwrap();
    assert!(reads(&case, now));
    take_back(&mut case, &TakenBack { readers: [person("ilse")].into(), ..back("noor", now + MINUTE) }).unwrap();
    assert!(!reads(&case, now + MINUTE));
    for (me, by, how) in
        [("youssef", "jeroen", Some(How::Spoken)), ("marloes", "marloes", None), ("noor", "noor", None)]
    {
        let again = now + 2 * MINUTE;
        agree(&mut case, &yes(me, &[by], how, again)).unwrap();
        let all = by == "noor" && me == "noor";
        assert_eq!(reads(&case, again), all, "{me} for {by}: all three said so anew only at the end");
    }
    // Taken back once more it ends once more.
    take_back(&mut case, &TakenBack { readers: [person("ilse")].into(), ..back("noor", now + 3 * MINUTE) }).unwrap();
    assert!(!reads(&case, now + 3 * MINUTE));
    // What Noor said for herself is not gone for what another wrote down.
    agree(&mut case, &yes("youssef", &["noor"], Some(How::Spoken), now + 4 * MINUTE)).unwrap();
    assert!(case.consents.iter().any(|yes| yes.recorded_by.is_none() && yes.by.contains(&person("noor"))));
}
