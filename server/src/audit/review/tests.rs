//! 200 planted readings among 2,000 ordinary ones: what the review must find, and what it must leave alone.

use super::super::chain::{NodeKey, Tip};
use super::super::event::{Kind, Object, User};
use super::*;
use samenbeeld_schema::model::Role;

/// Monday 23 November 2026, 0:00 in the Netherlands.
const MONDAY: u64 = 1_795_388_400_000;
const MINUTE: u64 = 60 * 1000;
const CASES: u64 = 400;
const WORKERS: u64 = 40;

/// The same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn case(number: u64) -> CaseId {
    CaseId::parse(&format!("case-{number}")).unwrap()
}

fn worker(number: u64) -> PersonId {
    PersonId::parse(&format!("worker-{number}")).unwrap()
}

fn core() -> RoomId {
    RoomId::parse("core").unwrap()
}

/// Case n is known by workers n..n+8 (round the clock), of whom the first four are members of `core`. One worker of each case has the
/// name of its family, another its household.
fn cases() -> BTreeMap<CaseId, Known> {
    (0..CASES)
        .map(|number| {
            let near = |from: u64, to: u64| (from..to).map(move |step| (number + step) % WORKERS);
            let mut professionals: BTreeMap<PersonId, Professional> = near(0, 8)
                .map(|one| {
                    let surname = surname(&format!("Collega van Achter{one}"));
                    (worker(one), Professional { surname, households: BTreeSet::new() })
                })
                .collect();
            let relative = professionals.get_mut(&worker((number + 6) % WORKERS)).unwrap();
            relative.surname = Some(format!("familie{number}"));
            let housemate = professionals.get_mut(&worker((number + 7) % WORKERS)).unwrap();
            housemate.households.insert(format!("huis{number}"));
            let members = near(0, 4).chain(near(6, 8)).map(worker).collect();
            let known = Known {
                surnames: BTreeSet::from([format!("familie{number}")]),
                households: BTreeSet::from([format!("huis{number}")]),
                rooms: BTreeMap::from([(core(), members)]),
                professionals,
            };
            (case(number), known)
        })
        .collect()
}

struct Lines {
    key: NodeKey,
    lines: Vec<Line>,
    planted: BTreeMap<ItemId, Reason>,
    reviewed: BTreeSet<ItemId>,
}

impl Lines {
    fn add(&mut self, case_of: u64, who: PersonId, role: Option<Role>, at: u64, planted: Option<Reason>) -> &mut Event {
        let object = Object { case: Some(case(case_of)), rooms: BTreeSet::from([core()]), ..Object::default() };
        let user = User { user_id: who, role_code: role, organisation: None, responsible_id: None };
        let event = Event { user: Some(user), ..Event::new(Kind::RoomRead, at, object) };
        if let Some(reason) = planted {
            self.planted.insert(event.event_id, reason);
        }
        let line = self.key.link(&case(case_of), &mut Tip::none(), event).unwrap();
        self.lines.push(line);
        &mut self.lines.last_mut().unwrap().body.event
    }
}

fn planted_and_ordinary(seed: u64) -> Lines {
    let mut dice = Dice(seed);
    let mut all =
        Lines { key: NodeKey::new(b"key"), lines: Vec::new(), planted: BTreeMap::new(), reviewed: BTreeSet::new() };
    let day = |dice: &mut Dice| MONDAY + dice.below(14) * 24 * 60 * MINUTE;
    // Ordinary: members in working hours and in the evening, up to the last minute before eleven; families at any hour; a
    // broken glass that was reviewed; and one who opens ten cases in an hour, and no more.
    for number in 0..1_970u64 {
        let of = dice.below(CASES);
        let at = day(&mut dice) + (6 * 60 + dice.below(17 * 60)) * MINUTE;
        if number.is_multiple_of(4) {
            let night = day(&mut dice) + dice.below(24 * 60) * MINUTE;
            all.add(of, PersonId::parse("noor").unwrap(), Some(Role::Youth), night, None);
        } else if number.is_multiple_of(97) {
            let event = all.add(of, worker((of + 20) % WORKERS), Some(Role::Wijkteam), at, None);
            event.emergency = Some("spoed".into());
            let id = event.event_id;
            all.reviewed.insert(id);
        } else {
            all.add(of, worker((of + dice.below(4)) % WORKERS), Some(Role::Wijkteam), at, None);
        }
    }
    for round in 0..3 {
        let at = MONDAY + (20 + round) * 24 * 60 * MINUTE + 9 * 60 * MINUTE;
        for step in 0..10 {
            all.add(36 + step % 4 + 40 * (step / 4), worker(39), Some(Role::Gi), at + step * 5 * MINUTE, None);
        }
    }
    // Planted.
    for _ in 0..40 {
        let (of, at) = (dice.below(CASES), day(&mut dice) + (8 * 60 + dice.below(9 * 60)) * MINUTE);
        all.add(of, worker((of + 6) % WORKERS), Some(Role::Wijkteam), at, Some(Reason::SameSurname));
        all.add(of, worker((of + 7) % WORKERS), Some(Role::Mentor), at, Some(Reason::SameHousehold));
        // Half of them work on the case, but not in this room; half don't work on it at all.
        let outsider = worker((of + 4 + dice.below(2) * 16) % WORKERS);
        all.add(of, outsider, (dice.below(2) == 0).then_some(Role::Wijkteam), at, Some(Reason::NotInvolved));
    }
    for _ in 0..33 {
        let (of, night) = (dice.below(CASES), day(&mut dice) + (23 * 60 + dice.below(7 * 60)) * MINUTE);
        all.add(of, worker((of + dice.below(4)) % WORKERS), Some(Role::Wijkteam), night, Some(Reason::Night));
    }
    for _ in 0..25 {
        let (of, at) = (dice.below(CASES), day(&mut dice) + 12 * 60 * MINUTE);
        let who = worker((of + 20) % WORKERS);
        let event = all.add(of, who, Some(Role::Gi), at, Some(Reason::GlassNotReviewed));
        event.emergency = Some("spoed".into());
    }
    // Members of each, and eleven within the hour, twice.
    for round in 0..2 {
        let at = MONDAY + (30 + round) * 24 * 60 * MINUTE + 14 * 60 * MINUTE;
        for step in 0..11 {
            let of = 20 + step % 4 + 40 * (step / 4);
            all.add(of, worker(23), Some(Role::Gi), at + step * 5 * MINUTE, Some(Reason::ManyCases));
        }
    }
    all
}

#[test]
fn what_was_planted_is_found_and_ordinary_work_is_left_alone() {
    let cases = cases();
    for seed in 1..=5 {
        let all = planted_and_ordinary(seed);
        assert_eq!((all.planted.len(), all.lines.len() - all.planted.len()), (200, 2_000));
        let found = review(&all.lines, &cases, &all.reviewed);
        let right = found.iter().filter(|one| all.planted.contains_key(&one.event)).count();
        let wrong = found.len() - right;
        assert!(right * 100 >= 200 * 95, "seed {seed}: {right} of 200 found");
        assert!(wrong * 100 <= 2_000 * 5, "seed {seed}: {wrong} of 2,000 accused");
    }
}

#[test]
fn each_reason_is_named() {
    let cases = cases();
    let all = planted_and_ordinary(7);
    let found = review(&all.lines, &cases, &all.reviewed);
    for reason in [
        Reason::SameSurname,
        Reason::SameHousehold,
        Reason::NotInvolved,
        Reason::ManyCases,
        Reason::Night,
        Reason::GlassNotReviewed,
    ] {
        let of_it: Vec<_> = all.planted.iter().filter(|(_, planted)| **planted == reason).map(|(id, _)| id).collect();
        let named = |id: &&&ItemId| found.iter().any(|one| one.event == ***id && one.reasons.contains(&reason));
        assert!(!of_it.is_empty());
        assert_eq!(of_it.iter().filter(named).count(), of_it.len(), "{reason:?}");
    }
}

#[test]
fn surnames_are_compared_without_what_stands_before_them() {
    assert_eq!(surname("Femke de Vries"), surname("Jan VRIES"));
    assert_eq!(surname("Noor"), None, "a first name is no family");
}
