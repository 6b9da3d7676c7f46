//! What the register says: read-only facts in the picture, given by the server and cut to what the reader may see.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::choices::{Capacity, CaseStatus, Gezag, LegalFrame, ReadingMode, Role, RoomKind, Symbol};
use crate::ids::{CaseId, Code, PersonId, RoomId};
use crate::text::{PartialDate, Short, Title};

/// The case (dossier).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseFacts {
    pub id: CaseId,
    pub title: Option<Title>,
    pub legal_frame: Option<LegalFrame>,
    pub status: Option<CaseStatus>,
    pub regisseur: Option<PersonId>,
    pub opened_on: Option<PartialDate>,
}

/// Whether someone may decide about the child, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GezagFact {
    pub gezag: Gezag,
    pub checked_on: Option<PartialDate>,
    pub how: Option<Short>,
}

/// A person. Only the name reaches everyone who shares a room; the rest is filled in as far as the reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonFacts {
    pub id: PersonId,
    pub name: Title,
    pub role: Role,
    /// Where a professional works.
    pub organisation: Option<Title>,
    /// Has a way in of their own.
    pub member: bool,
    /// The child or youth whose case it is.
    pub index: bool,
    pub birth_date: Option<PartialDate>,
    #[ts(as = "Vec<Code>")]
    pub household: BTreeSet<Code>,
    pub gezag: Option<GezagFact>,
    pub capacity: Option<Capacity>,
    pub language: Option<Code>,
    pub reading_mode: Option<ReadingMode>,
    pub symbol: Option<Symbol>,
    pub deceased: Option<bool>,
}

impl PersonFacts {
    /// A person of whom only name and role are given.
    pub fn named(id: PersonId, name: Title, role: Role) -> Self {
        Self {
            id,
            name,
            role,
            organisation: None,
            member: true,
            index: false,
            birth_date: None,
            household: BTreeSet::new(),
            gezag: None,
            capacity: None,
            language: None,
            reading_mode: None,
            symbol: None,
            deceased: None,
        }
    }
}

/// Someone who left a room: their marks keep counting, marked with the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FormerMember {
    pub person: PersonId,
    pub left_on: Option<PartialDate>,
}

/// A room the reader may read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoomFacts {
    pub id: RoomId,
    pub kind: RoomKind,
    pub label: Title,
    #[ts(as = "Vec<PersonId>")]
    pub members: BTreeSet<PersonId>,
    pub former_members: Vec<FormerMember>,
    /// The room it took over from (D14).
    pub successor_of: Option<RoomId>,
    /// False once a successor took over: it is read, no longer written.
    pub open: bool,
    pub ground: Option<Short>,
}

/// Everything the register gives for one picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Facts {
    pub case: CaseFacts,
    pub persons: Vec<PersonFacts>,
    pub rooms: Vec<RoomFacts>,
}

/// Fields whose home is the register, by entity; documents never hold them.
pub const REGISTER_FIELDS: &[(&str, &[&str])] = &[
    ("case", &["title", "legal_frame", "status", "regisseur", "opened_on"]),
    (
        "person",
        &[
            "name",
            "birth_date",
            "role",
            "household",
            "gezag",
            "capacity",
            "language",
            "reading_mode",
            "member",
            "symbol",
            "organisation",
            "index",
            "deceased",
        ],
    ),
    ("room", &["kind", "label", "members", "former_members", "successor_of", "open", "ground"]),
    ("consent", &["person", "room", "for_reader", "by", "given_on", "withdrawn_on", "purpose", "how"]),
    ("register", &["version", "signoff", "correction", "access_event"]),
];
