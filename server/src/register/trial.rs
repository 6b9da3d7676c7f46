//! A case for tests: a youth of fifteen, two parents with gezag, who leads it, and who helped before.

use samenbeeld_schema::ids::{CaseId, PersonId, RoomId};
use samenbeeld_schema::model::{CaseFacts, Gezag, GezagFact, LegalFrame, PersonFacts, Role, RoomFacts, RoomKind};
use samenbeeld_schema::text::{PartialDate, Short, Title};

use super::{CaseRegister, Involvement, RegisteredPerson, RegisteredRoom};
use crate::calendar;
use crate::document::Timestamp;

pub const MINUTE: Timestamp = 60_000;

pub fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

pub fn room(name: &str) -> RoomId {
    RoomId::parse(name).unwrap()
}

pub fn short(words: &str) -> Short {
    Short::parse(words).unwrap()
}

pub fn date(text: &str) -> PartialDate {
    PartialDate::parse(text).unwrap()
}

/// Noon of a day, or a moment of it.
pub fn at(text: &str) -> Timestamp {
    calendar::moment(&if text.len() == 10 { format!("{text}T12:00:00") } else { text.to_owned() }).unwrap()
}

/// Facts of somebody.
pub fn facts(name: &str, role: Role) -> PersonFacts {
    PersonFacts::named(person(name), Title::parse(name).unwrap(), role)
}

/// Noor was born on 14 March 2011. `youssef` leads; `amira` of the GI was involved until June 2026.
pub fn case() -> CaseRegister {
    let one = |name: &str, role| RegisteredPerson::of(facts(name, role));
    let parent = |name: &str| {
        let mut parent = one(name, Role::Parent);
        parent.facts.gezag = Some(GezagFact { gezag: Gezag::Yes, checked_on: None, how: None });
        parent
    };
    let mut noor = one("noor", Role::Youth);
    noor.facts.birth_date = Some(date("2011-03-14"));
    noor.facts.index = true;
    let amira = RegisteredPerson {
        account: Some(person("amira-account")),
        involved: vec![Involvement { from: date("2026-01-01"), until: Some(date("2026-06-30")) }],
        ..one("amira", Role::Gi)
    };
    let youssef = RegisteredPerson { account: Some(person("youssef-account")), ..one("youssef", Role::Wijkteam) };
    let persons = vec![noor, parent("marloes"), parent("jeroen"), one("femke", Role::Mentor), youssef, amira];
    let place = |name: &str, kind, members: &[&str]| RegisteredRoom {
        facts: RoomFacts {
            id: room(name),
            kind,
            label: Title::parse("Samen").unwrap(),
            members: members.iter().map(|name| person(name)).collect(),
            former_members: Vec::new(),
            successor_of: None,
            open: true,
            ground: None,
        },
        in_dossier: true,
        about: Default::default(),
        succession: Vec::new(),
        admissions: Vec::new(),
    };
    let facts = CaseFacts {
        id: CaseId::parse("c").unwrap(),
        title: None,
        legal_frame: Some(LegalFrame::Supervision),
        status: None,
        regisseur: Some(person("youssef")),
        opened_on: Some(date("2026-01-01")),
    };
    let rooms = vec![
        place("core", RoomKind::Core, &["noor", "marloes", "jeroen", "youssef", "amira"]),
        place("school", RoomKind::School, &["noor", "marloes", "femke", "youssef"]),
        place("family", RoomKind::Family, &["noor", "marloes"]),
        place("self:noor", RoomKind::Self_, &["noor"]),
        place("pair:noor:youssef", RoomKind::Pair, &["noor", "youssef"]),
    ];
    CaseRegister::new(facts, persons, rooms, Vec::new())
}
