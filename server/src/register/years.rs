//! Nineteen years of one case, hour by hour: what each may read, against dated expectations written by hand.
//!
//! Between two expectations of one person in one room nothing may change; so every hour is held against what a person wrote down
//! here, none is computed from the table.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher};

use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::{
    CaseFacts, CaseStatus, Gezag, GezagFact, LegalFrame, PersonFacts, Role, RoomFacts, RoomKind,
};
use samenbeeld_schema::text::{PartialDate, Short, Title};

use super::emergency::LASTS_MS;
use super::objecting::{Answered, Ended};
use super::{
    CaseRegister, Consent, Emergency, Involvement, Objection, RegisteredPerson, RegisteredRoom, Rights, Withdrawal,
};
use crate::calendar::Day;
use crate::document::Timestamp;

const HOUR: Timestamp = 60 * 60 * 1000;

/// Whether somebody reads a room: `None` when they do, else the code of why not.
type Expected = Option<&'static str>;

/// What a person wrote down: from when on, who, where, what. In between nothing changes.
const EXPECTED: &[(&str, &str, &str, Expected)] = &[
    // Sam was born on 15 June 2010; the case begins on 10 January 2012.
    ("2012-01-10", "sam", "core", Some("under-twelve")),
    ("2012-01-10", "sam", "kind", None),
    ("2012-01-10", "sam", "self", None),
    ("2022-06-15", "sam", "core", None),
    ("2012-01-10", "sam", "school", Some("under-twelve")),
    ("2022-06-15", "sam", "school", None),
    ("2012-01-10", "sam", "care", Some("under-twelve")),
    ("2022-06-15", "sam", "care", None),
    // The mother has gezag all along.
    ("2012-01-10", "anna", "core", None),
    // Sam objected at fourteen, and that was honoured for a while.
    ("2024-10-01", "anna", "core", Some("youth-objects")),
    ("2025-01-15", "anna", "core", None),
    // Asked ahead of the sixteenth birthday (15 June 2026), so nothing changes then; taken back at seventeen, given again at nineteen.
    ("2027-09-09", "anna", "core", Some("consent-withdrawn")),
    ("2029-01-20", "anna", "core", None),
    ("2012-01-10", "anna", "self", Some("not-a-member")),
    ("2012-01-10", "anna", "school", None),
    ("2026-06-15", "anna", "school", Some("youth-not-asked")),
    ("2012-01-10", "anna", "kind", None),
    ("2026-06-15", "anna", "kind", Some("youth-not-asked")),
    // The father: not looked up, then without gezag, with gezag from a court's decision on, without it from another.
    ("2012-01-10", "bert", "core", Some("gezag-not-checked")),
    ("2012-02-01", "bert", "core", Some("no-gezag")),
    ("2016-09-01", "bert", "core", None),
    ("2020-09-15", "bert", "core", Some("no-gezag")),
    // At sixteen Sam lets him read, and takes it back two months later.
    ("2027-01-05", "bert", "core", None),
    ("2027-03-03", "bert", "core", Some("consent-withdrawn")),
    ("2012-01-10", "bert", "school", Some("gezag-not-checked")),
    ("2012-02-01", "bert", "school", Some("no-gezag")),
    ("2016-09-01", "bert", "school", None),
    ("2020-09-15", "bert", "school", Some("no-gezag")),
    // A stepmother without gezag, composed by name: both parents agreed in 2017. At twelve Sam must agree too, and isn't asked.
    ("2012-01-10", "carla", "core", Some("no-gezag")),
    ("2017-05-01", "carla", "core", None),
    ("2022-06-15", "carla", "core", Some("no-gezag")),
    // The mentor: the mother agrees in 2015; from the father's gezag on he must agree as well, and does nine days later; from
    // twelve on Sam must, and does five days later; the mother takes it back; sixteen alone doesn't bring it back.
    ("2012-01-10", "juf", "school", Some("consent-missing")),
    ("2015-03-01", "juf", "school", None),
    ("2016-09-01", "juf", "school", Some("consent-missing")),
    ("2016-09-10", "juf", "school", None),
    ("2022-06-15", "juf", "school", Some("consent-missing")),
    ("2022-06-20", "juf", "school", None),
    ("2023-11-11", "juf", "school", Some("consent-withdrawn")),
    ("2026-09-01", "juf", "school", None),
    // Until the end of the school year that was agreed.
    ("2027-07-10", "juf", "school", Some("consent-withdrawn")),
    ("2012-01-10", "juf", "core", Some("not-a-member")),
    // The worker leads the case, hands it over to the GI under supervision of the court, and gets it back.
    ("2012-01-10", "wim", "core", None),
    ("2020-09-01", "wim", "core", Some("not-involved")),
    ("2023-01-01", "wim", "core", None),
    ("2012-01-10", "wim", "school", None),
    ("2020-09-01", "wim", "school", Some("not-involved")),
    ("2023-01-01", "wim", "school", None),
    ("2012-01-10", "gita", "core", Some("not-involved")),
    ("2020-09-01", "gita", "core", None),
    ("2023-01-01", "gita", "core", Some("not-involved")),
    // A gedragswetenschapper for one year.
    ("2012-01-10", "dok", "core", Some("not-involved")),
    ("2013-02-01", "dok", "core", None),
    ("2014-01-01", "dok", "core", Some("not-involved")),
    // A JIM, chosen at thirteen, no longer wanted at fourteen, chosen again at fifteen.
    ("2012-01-10", "jip", "core", Some("not-chosen")),
    ("2024-02-02", "jip", "core", None),
    ("2025-05-05", "jip", "core", Some("consent-withdrawn")),
    ("2025-09-01", "jip", "core", None),
    // A foster mother comes in 2021; in the shared picture with the mother's consent, from twelve on with Sam's too.
    ("2012-01-10", "pia", "care", Some("not-a-member")),
    ("2021-03-01", "pia", "care", None),
    ("2012-01-10", "pia", "core", Some("consent-missing")),
    ("2021-03-05", "pia", "core", None),
    ("2022-06-15", "pia", "core", Some("consent-missing")),
    ("2022-06-20", "pia", "core", None),
    // Someone from the crisis service, for an hour on Christmas Eve.
    ("2012-01-10", "eva", "core", Some("not-a-member")),
    ("2024-12-24T20", "eva", "core", None),
    ("2024-12-24T21", "eva", "core", Some("not-a-member")),
    ("2012-01-10", "eva", "self", Some("not-a-member")),
];

/// What happens, when.
type Happening = (&'static str, fn(&mut CaseRegister, Timestamp));

const HAPPENS: &[Happening] = &[
    ("2012-02-01", |case, _| gezag(case, "bert", Gezag::No)),
    ("2015-03-01", |case, at| agree(case, &["anna"], "juf", "school", at, None)),
    ("2016-09-01", |case, _| gezag(case, "bert", Gezag::Yes)),
    ("2016-09-10", |case, at| agree(case, &["bert"], "juf", "school", at, None)),
    ("2017-05-01", |case, at| agree(case, &["anna", "bert"], "carla", "core", at, None)),
    ("2020-09-01", |case, _| measure(case, LegalFrame::Supervision, "gita")),
    ("2020-09-15", |case, _| gezag(case, "bert", Gezag::No)),
    ("2021-03-01", |case, _| room(case, "care").facts.members.extend([person("pia")])),
    ("2021-03-05", |case, at| agree(case, &["anna"], "pia", "core", at, None)),
    ("2022-06-20", |case, at| agree(case, &["sam"], "juf", "school", at, None)),
    ("2022-06-20", |case, at| agree(case, &["sam"], "pia", "core", at, None)),
    ("2023-01-01", |case, _| measure(case, LegalFrame::Voluntary, "wim")),
    ("2023-11-11", |case, at| take_back(case, "anna", "juf", "school", at)),
    ("2024-02-02", |case, at| agree(case, &["sam"], "jip", "core", at, None)),
    ("2024-10-01", |case, at| object(case, "anna", at, "2025-01-15")),
    ("2024-12-24T20", |case, at| emergency(case, "eva", at)),
    ("2025-05-05", |case, at| take_back(case, "sam", "jip", "core", at)),
    ("2025-09-01", |case, at| agree(case, &["sam"], "jip", "core", at, None)),
    // Too early to count: what was said before the three months ahead is about being fifteen.
    ("2025-12-01", |case, at| agree(case, &["sam"], "anna", "school", at, None)),
    ("2026-05-01", |case, at| agree(case, &["sam"], "anna", "core", at, None)),
    ("2026-09-01", |case, at| agree(case, &["sam"], "juf", "school", at, Some("2027-07-09"))),
    ("2027-01-05", |case, at| agree(case, &["sam"], "bert", "core", at, None)),
    ("2027-03-03", |case, at| take_back(case, "sam", "bert", "core", at)),
    ("2027-09-09", |case, at| take_back(case, "sam", "anna", "core", at)),
    ("2029-01-20", |case, at| agree(case, &["sam"], "anna", "core", at, None)),
];

#[test]
fn in_nineteen_years_nobody_reads_for_an_hour_what_they_should_not_or_misses_what_they_should() {
    assert!(EXPECTED.len() >= 40);
    let mut case = case();
    let mut happens: Vec<_> = HAPPENS.iter().map(|(when, change)| (moment(when), change)).collect();
    happens.sort_by_key(|(when, _)| *when);
    let mut happens = happens.into_iter().peekable();
    let mut expected: Vec<_> =
        EXPECTED.iter().map(|(when, who, place, what)| (moment(when), *who, *place, *what)).collect();
    expected.sort_by_key(|(when, ..)| *when);
    let mut expected = expected.into_iter().peekable();
    let mut holds: BTreeMap<(&str, &str), Expected> = BTreeMap::new();
    let (mut hours, mut judged) = (0, 0);
    let (mut now, end) = (moment("2012-01-10"), moment("2031-01-10"));
    while now < end {
        while let Some((_, change)) = happens.next_if(|(when, _)| *when <= now) {
            change(&mut case, now);
        }
        while let Some((_, who, place, what)) = expected.next_if(|(when, ..)| *when <= now) {
            holds.insert((who, place), what);
        }
        for ((who, place), what) in &holds {
            let verdict = case.verdict(&person(who), case.room(&room_id(place)).unwrap(), now).unwrap();
            let why = verdict.read.err().map(|denial| denial.code());
            assert_eq!(why, *what, "{who} in {place} at {} ({now})", Day::at(now).date().unwrap().as_str());
            judged += 1;
        }
        hours += 1;
        now += HOUR;
    }
    assert_eq!(hours, 19 * 365 * 24 + 5 * 24, "nineteen years, five of them with a leap day");
    assert!(judged > 3_000_000, "{judged}");
    assert!(happens.peek().is_none() && expected.peek().is_none());
}

#[test]
fn the_mark_of_a_socket_changes_whenever_a_right_does_and_only_then() {
    let mut case = case();
    let mut happens: Vec<_> = HAPPENS.iter().map(|(when, change)| (moment(when), change)).collect();
    happens.sort_by_key(|(when, _)| *when);
    let mut happens = happens.into_iter().peekable();
    let mut before: BTreeMap<PersonId, (Vec<(DocumentId, Rights)>, u64)> = BTreeMap::new();
    let (mut now, end) = (moment("2012-01-10"), moment("2031-01-10"));
    let (mut moved, mut stood) = (0, 0);
    while now < end {
        while let Some((_, change)) = happens.next_if(|(when, _)| *when <= now) {
            change(&mut case, now);
        }
        for known in &case.persons {
            let person = &known.facts.id;
            let everywhere = case.rights_everywhere(person, now).into_iter();
            let rights: Vec<_> =
                everywhere.filter_map(|(_, id, right)| (right != Rights::None).then_some((id, right))).collect();
            let mut hasher = DefaultHasher::new();
            case.hash_rights(person, now, &mut hasher);
            let mark = hasher.finish();
            if let Some((had, marked)) = before.insert(person.clone(), (rights.clone(), mark)) {
                assert_eq!(had == rights, marked == mark, "{person} at {}", Day::at(now).date().unwrap().as_str());
                if had == rights { stood += 1 } else { moved += 1 }
            }
        }
        now += 12 * HOUR;
    }
    assert!(moved > 20 && stood > 100_000, "{moved} changed, {stood} stood");
}

#[test]
fn who_leads_changes_with_the_measure_and_who_only_keeps_their_own_words_reads_no_room() {
    let mut case = case();
    let (before, under) = (moment("2012-02-01"), moment("2021-01-01"));
    let leads = |case: &CaseRegister, name: &str, at| case.leads(&person(name), at);
    assert!(leads(&case, "wim", before));
    for name in ["gita", "eva", "dok", "anna", "sam"] {
        assert!(!leads(&case, name, before), "{name}");
    }
    measure(&mut case, LegalFrame::Supervision, "gita");
    assert!(leads(&case, "gita", under) && !leads(&case, "wim", under));
    // A father without gezag is a member of both and reads neither, but for what he said himself.
    let own = DocumentId::parse("sam/core/voice.bert").unwrap();
    assert_eq!(case.rights(&person("bert"), &own, before), Rights::Read);
    assert!(case.rooms_read_by(&person("bert"), before).is_empty());
    assert!(case.rooms_read_by(&person("anna"), before).contains(&room_id("core")));
}

fn moment(when: &str) -> Timestamp {
    let (day, hour) = when.split_once('T').unwrap_or((when, "0"));
    Day::first_of(&PartialDate::parse(day).unwrap()).begins() + hour.parse::<Timestamp>().unwrap() * HOUR
}

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

fn room_id(name: &str) -> RoomId {
    RoomId::parse(name).unwrap()
}

fn room<'a>(case: &'a mut CaseRegister, name: &str) -> &'a mut RegisteredRoom {
    case.rooms.iter_mut().find(|room| room.facts.id == room_id(name)).unwrap()
}

fn gezag(case: &mut CaseRegister, name: &str, gezag: Gezag) {
    let known = case.persons.iter_mut().find(|known| known.facts.id == person(name)).unwrap();
    known.facts.gezag = Some(GezagFact { gezag, checked_on: None, how: None });
}

fn measure(case: &mut CaseRegister, frame: LegalFrame, regisseur: &str) {
    case.case.legal_frame = Some(frame);
    case.case.regisseur = Some(person(regisseur));
}

fn agree(case: &mut CaseRegister, by: &[&str], reader: &str, place: &str, at: Timestamp, until: Option<&str>) {
    case.consents.push(Consent {
        about: person("sam"),
        rooms: [room_id(place)].into(),
        readers: [person(reader)].into(),
        by: by.iter().map(|name| person(name)).collect(),
        given_on: Day::at(at).date(),
        given_at: Some(at),
        until: until.map(|day| PartialDate::parse(day).unwrap()),
        purpose: None,
        how: None,
        recorded_by: None,
        withdrawals: Vec::new(),
        carried: BTreeSet::new(),
    });
}

fn take_back(case: &mut CaseRegister, by: &str, reader: &str, place: &str, at: Timestamp) {
    let readers: BTreeSet<_> = [person(reader)].into();
    let given = case.consents.iter_mut().rfind(|consent| consent.readers == readers).unwrap();
    given.withdrawals.push(Withdrawal { by: person(by), rooms: [room_id(place)].into(), readers, at });
}

fn object(case: &mut CaseRegister, reader: &str, from: Timestamp, until: &str) {
    let reason = || Short::parse("Sam wil eerst rust").unwrap();
    case.objections.push(Objection {
        id: ItemId::from_random([1; 16]),
        by: person("sam"),
        reader: person(reader),
        rooms: [room_id("core")].into(),
        why: None,
        at: from,
        answer: Some(Answered { by: person("wim"), at: from, honoured: true, reason: reason() }),
        ended: Some(Ended { by: person("wim"), at: moment(until), reason: Some(reason()) }),
    });
}

fn emergency(case: &mut CaseRegister, name: &str, from: Timestamp) {
    case.emergencies.push(Emergency {
        id: ItemId::from_random([2; 16]),
        person: person(name),
        reason: Short::parse("Melding van de politie vanavond").unwrap(),
        from,
        until: from + LASTS_MS,
        held_back: false,
        review: None,
        stopped: None,
    });
}

fn case() -> CaseRegister {
    let date = |text: &str| PartialDate::parse(text).unwrap();
    let one = |name: &str, role| {
        let facts = PersonFacts::named(person(name), Title::parse(name).unwrap(), role);
        RegisteredPerson::of(facts)
    };
    let involved = |name, role, stretches: &[(&str, Option<&str>)]| RegisteredPerson {
        involved: stretches
            .iter()
            .map(|(from, until)| Involvement { from: date(from), until: until.map(date) })
            .collect(),
        account: Some(person(name)),
        ..one(name, role)
    };
    // The role stays what it was in 2012: the birthday counts, not the word.
    let mut sam = one("sam", Role::Child);
    sam.facts.birth_date = Some(date("2010-06-15"));
    sam.facts.index = true;
    let persons = vec![
        sam,
        one("anna", Role::Parent),
        one("bert", Role::Parent),
        one("carla", Role::Parent),
        one("juf", Role::Mentor),
        involved("wim", Role::Wijkteam, &[("2012-01-10", Some("2020-08-31")), ("2023-01-01", None)]),
        involved("gita", Role::Gi, &[("2020-09-01", Some("2022-12-31"))]),
        involved("dok", Role::Gedragswetenschapper, &[("2013-02", Some("2013"))]),
        one("jip", Role::Jim),
        one("pia", Role::FosterParent),
        one("eva", Role::Professional),
    ];
    let place = |name: &str, kind, members: &[&str]| RegisteredRoom {
        facts: RoomFacts {
            id: room_id(name),
            kind,
            label: Title::parse(name).unwrap(),
            members: members.iter().map(|name| person(name)).collect(),
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
    let rooms = vec![
        place("core", RoomKind::Core, &["sam", "anna", "bert", "carla", "wim", "gita", "dok", "jip", "pia"]),
        place("school", RoomKind::School, &["sam", "anna", "bert", "wim", "juf"]),
        place("care", RoomKind::Care, &["sam", "anna", "wim"]),
        place("kind", RoomKind::Kind, &["sam", "anna", "wim"]),
        place("self", RoomKind::Self_, &["sam"]),
    ];
    let facts = CaseFacts {
        id: CaseId::parse("sam").unwrap(),
        title: None,
        legal_frame: Some(LegalFrame::Voluntary),
        status: Some(CaseStatus::Open),
        regisseur: Some(person("wim")),
        opened_on: Some(date("2012-01-10")),
    };
    let mut case = CaseRegister::new(facts, persons, rooms, Vec::new());
    gezag(&mut case, "anna", Gezag::Yes);
    gezag(&mut case, "carla", Gezag::No);
    case
}
