//! Who is told what of a birthday, and from when.

use super::*;
use crate::register::agreeing::{self, Agreement};
use crate::register::trial::{at, case, person, room};

fn reads_on(birthday: &Birthday) -> Vec<(&str, &str, bool)> {
    let told = birthday.parents.iter();
    told.map(|one| (one.room.as_str(), one.person.as_str(), one.reads_on)).collect()
}

#[test]
fn the_youth_is_told_three_months_ahead_and_who_leads_thirty_days_ahead() {
    let case = case();
    let youth = |day| case.own_birthday(&person("noor"), at(day)).map(|birthday| birthday.age);
    let leader = |day| case.birthdays(at(day)).iter().map(|birthday| birthday.age).collect::<Vec<_>>();
    // Born on 14 March 2011.
    for (day, told_youth, told_leader) in [
        ("2026-12-13", None, vec![]),
        ("2026-12-14", Some(16), vec![]),
        ("2027-02-11", Some(16), vec![]),
        ("2027-02-12", Some(16), vec![16]),
        ("2027-03-13", Some(16), vec![16]),
        ("2027-03-14", None, vec![]),
        ("2023-03-13", Some(12), vec![12]),
        ("2029-03-13", Some(18), vec![18]),
        ("2028-03-13", None, vec![]),
    ] {
        assert_eq!((youth(day), leader(day)), (told_youth, told_leader), "{day}");
    }
    for other in ["marloes", "jeroen", "youssef", "femke"] {
        assert_eq!(case.own_birthday(&person(other), at("2027-03-13")), None, "{other}");
    }
}

#[test]
fn at_sixteen_each_parent_reads_on_only_where_the_youth_said_so() {
    let mut case = case();
    let now = at("2027-02-20");
    let told = case.own_birthday(&person("noor"), now).unwrap();
    let nobody = [("core", "jeroen", false), ("core", "marloes", false), ("school", "marloes", false)];
    assert_eq!(reads_on(&told), nobody);
    assert_eq!(told.day, PartialDate::parse("2027-03-14").ok());
    let yes = Agreement {
        about: person("noor"),
        rooms: [room("core")].into(),
        readers: [person("marloes")].into(),
        by: Default::default(),
        how: None,
        until: None,
        purpose: None,
        me: person("noor"),
        now,
    };
    agreeing::agree(&mut case, &yes).unwrap();
    let told = case.own_birthday(&person("noor"), now).unwrap();
    assert_eq!(reads_on(&told), [("core", "jeroen", false), ("core", "marloes", true), ("school", "marloes", false)]);
    assert_eq!(reads_on(&case.birthdays(now)[0]), reads_on(&told));
}

#[test]
fn at_twelve_a_child_begins_to_read_itself() {
    let case = case();
    let told = case.own_birthday(&person("noor"), at("2023-02-20")).unwrap();
    assert_eq!(told.opens, [room("core"), room("school")]);
    assert!(told.parents.is_empty(), "nothing changes for them");
}
