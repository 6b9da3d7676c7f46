use samenbeeld_schema::ids::{CaseId, ItemId};
use samenbeeld_schema::model::{CaseFacts, PersonFacts, RoomFacts, RoomKind};
use samenbeeld_schema::text::{Short, Title};

use super::super::chain::{NodeKey, Tip};
use super::super::event::{Ground, Object, User};
use super::*;
use crate::register::emergency::Review;
use crate::register::{RegisteredPerson, RegisteredRoom};

/// Tuesday 24 November 2026, 10:00 in the Netherlands.
const TUESDAY: u64 = 1_795_510_800_000;
const HOUR: u64 = 60 * 60 * 1000;

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

fn rooms(names: &[&str]) -> BTreeSet<RoomId> {
    names.iter().map(|name| RoomId::parse(name).unwrap()).collect()
}

fn register() -> CaseRegister {
    let known = |id: &str, name: &str, role| {
        RegisteredPerson::of(PersonFacts {
            organisation: is_professional(role).then(|| Title::parse("Wijkteam Oost").unwrap()),
            ..PersonFacts::named(person(id), Title::parse(name).unwrap(), role)
        })
    };
    let room = |id: &str, kind, members: &[&str]| RegisteredRoom {
        facts: RoomFacts {
            id: RoomId::parse(id).unwrap(),
            kind,
            label: Title::parse("Kamer").unwrap(),
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
    let case = CaseFacts {
        id: CaseId::parse("c").unwrap(),
        title: None,
        legal_frame: None,
        status: None,
        regisseur: None,
        opened_on: None,
    };
    CaseRegister::new(
        case,
        vec![
            known("noor", "Noor Kaspers", Role::Youth),
            known("marloes", "Marloes Tuinder", Role::Parent),
            known("youssef", "Youssef Haddou", Role::Wijkteam),
            known("femke", "Femke de Boer", Role::Mentor),
        ],
        vec![
            room("core", RoomKind::Core, &["noor", "marloes", "youssef"]),
            room("school", RoomKind::School, &["noor", "femke"]),
            room("pair:noor:youssef", RoomKind::Pair, &["noor", "youssef"]),
        ],
        Vec::new(),
    )
}

fn event(who: &str, kind: Kind, at: u64, names: &[&str]) -> Event {
    let register = register();
    let user = User {
        user_id: person(who),
        role_code: register.role_of(&person(who)),
        organisation: Some("Wijkteam Oost".into()),
        responsible_id: None,
    };
    let object = Object { rooms: rooms(names), ..Object::default() };
    Event { user: Some(user), ground: Ground::new(Ground::MEMBER), ..Event::new(kind, at, object) }
}

fn lines(events: Vec<Event>) -> Vec<Line> {
    let (key, mut tip, case) = (NodeKey::new(b"key"), Tip::none(), CaseId::parse("c").unwrap());
    events.into_iter().map(|event| key.link(&case, &mut tip, event).unwrap()).collect()
}

fn shown_to(leads: bool, register: &CaseRegister, events: Vec<Event>, readable: &[&str]) -> Vec<Looked> {
    who_looked(&lines(events), register, &Onlooker { rooms: rooms(readable), leads }, &Period::default())
}

fn shown(events: Vec<Event>, readable: &[&str]) -> Vec<Looked> {
    shown_to(false, &register(), events, readable)
}

// L5
#[test]
fn a_family_sees_which_professional_looked_on_which_day() {
    let found = shown(vec![event("youssef", Kind::RoomRead, TUESDAY, &["core"])], &["core"]);
    let [looked] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((looked.day.as_str(), looked.name.as_deref()), ("2026-11-24", Some("Youssef Haddou")));
    assert_eq!((looked.role, looked.organisation.as_deref()), (Role::Wijkteam, Some("Wijkteam Oost")));
    assert_eq!(looked.rooms, rooms(&["core"]));
    let told = serde_json::to_string(&found).unwrap();
    assert!(!told.contains("time") && !told.contains("session") && !told.contains("network"), "{told}");
}

// L5
#[test]
fn what_family_members_read_is_shown_to_nobody() {
    let events = ["noor", "marloes"].map(|who| event(who, Kind::RoomRead, TUESDAY, &["core"]));
    assert!(shown(events.to_vec(), &["core", "school", "pair:noor:youssef"]).is_empty());
}

#[test]
fn a_room_one_does_not_read_is_not_told_of_not_by_a_count_either() {
    let hidden = event("youssef", Kind::RoomRead, TUESDAY, &["pair:noor:youssef"]);
    assert!(shown(vec![hidden.clone()], &["core"]).is_empty());
    let seen = event("youssef", Kind::RoomRead, TUESDAY, &["core"]);
    let [with, without] = [vec![seen.clone(), hidden], vec![seen]].map(|events| shown(events, &["core"]));
    assert_eq!(with, without);
    let export = event("youssef", Kind::VersionExported, TUESDAY, &["core", "pair:noor:youssef"]);
    assert_eq!(shown(vec![export], &["core"])[0].rooms, rooms(&["core"]));
}

#[test]
fn what_one_did_on_one_day_is_one_entry_with_the_newest_day_first() {
    let found = shown(
        vec![
            event("youssef", Kind::RoomRead, TUESDAY, &["core"]),
            event("femke", Kind::RoomRead, TUESDAY + HOUR, &["school"]),
            event("youssef", Kind::VersionExported, TUESDAY + 5 * HOUR, &["core"]),
            // 23:30 UTC is the next day in the Netherlands.
            event("youssef", Kind::RoomRead, TUESDAY + 14 * HOUR + HOUR / 2, &["core"]),
        ],
        &["core", "school"],
    );
    let days: Vec<_> = found.iter().map(|one| (one.day.as_str(), one.person.as_str(), one.what.len())).collect();
    assert_eq!(days, [("2026-11-25", "youssef", 1), ("2026-11-24", "femke", 1), ("2026-11-24", "youssef", 2)]);
}

#[test]
fn only_looking_counts_and_only_what_was_given() {
    let refused = Event { outcome: Outcome::Refused, ..event("youssef", Kind::RoomRead, TUESDAY, &["core"]) };
    let events =
        [Kind::LoggedIn, Kind::LoggedOut, Kind::LogRead, Kind::VersionFrozen, Kind::RightsChanged, Kind::Asked]
            .map(|kind| event("youssef", kind, TUESDAY, &["core"]));
    assert!(shown([events.to_vec(), vec![refused]].concat(), &["core"]).is_empty());
}

#[test]
fn a_broken_glass_is_marked() {
    let broken = Event { emergency: Some("spoed".into()), ..event("youssef", Kind::RoomRead, TUESDAY, &["core"]) };
    let found = shown(vec![event("youssef", Kind::RoomRead, TUESDAY, &["core"]), broken], &["core"]);
    assert_eq!(found.iter().map(|one| one.emergency).collect::<Vec<_>>(), [true]);
}

#[test]
fn after_signs_of_violence_an_emergency_is_told_when_a_named_officer_has_looked() {
    let opened = |held_back, officer: Option<&str>| {
        let mut register = register();
        let review = officer.map(|officer| Review {
            by: person("youssef"),
            at: TUESDAY + HOUR,
            remark: Short::parse("Terecht, de politie vroeg erom.").unwrap(),
            officer: (!officer.is_empty()).then(|| Title::parse(officer).unwrap()),
        });
        register.emergencies.push(Emergency {
            id: ItemId::from_random([1; 16]),
            person: person("femke"),
            reason: Short::parse("De politie staat nu bij dit gezin.").unwrap(),
            from: TUESDAY,
            until: TUESDAY + HOUR,
            held_back,
            review,
            stopped: None,
        });
        register
    };
    let broken = Event { emergency: Some("reden".into()), ..event("femke", Kind::RoomRead, TUESDAY + 60, &["core"]) };
    let ordinary = event("youssef", Kind::RoomRead, TUESDAY + 60, &["core"]);
    let told = |leads, register: &CaseRegister| {
        let found = shown_to(leads, register, vec![broken.clone(), ordinary.clone()], &["core"]);
        found.iter().any(|one| one.person == person("femke"))
    };
    assert!(told(false, &opened(false, None)), "without signs it is told at once");
    for officer in [None, Some("")] {
        let waits = opened(true, officer);
        assert!(!told(false, &waits) && told(true, &waits), "who leads sees it, the family doesn't yet");
    }
    assert!(told(false, &opened(true, Some("A. Haddad"))));
}

#[test]
fn a_period_holds_both_its_days() {
    let events: Vec<Event> =
        (0..5).map(|day| event("youssef", Kind::RoomRead, TUESDAY + day * 24 * HOUR, &["core"])).collect();
    let days = |from: Option<&str>, to: Option<&str>| {
        let period = Period { from: from.map(str::to_owned), to: to.map(str::to_owned) };
        let onlooker = Onlooker { rooms: rooms(&["core"]), leads: false };
        let found = who_looked(&lines(events.clone()), &register(), &onlooker, &period);
        found.into_iter().map(|one| one.day[8..].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(days(None, None), ["28", "27", "26", "25", "24"]);
    assert_eq!(days(Some("2026-11-26"), Some("2026-11-27")), ["27", "26"]);
    assert_eq!(days(Some("2026-11-27"), None), ["28", "27"]);
    assert_eq!(days(None, Some("2026-11-24")), ["24"]);
}
