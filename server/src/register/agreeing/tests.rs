//! Saying yes for oneself and writing down another's, and taking back what is one's own.

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
