//! Random cases: documents full of valid and invalid pieces about few ids, so that they meet. For property tests of the
//! schema, and for comparing the TypeScript side. A case follows from a seed and a size; shrinking makes it smaller.
//! A crate of its own, so that the program and its tests stand on one build of the schema.

mod dice;
mod fill;

use std::collections::BTreeSet;

use proptest::prelude::*;
use samenbeeld_schema::doc::open;
use samenbeeld_schema::doc::read::{Reading, read};
use samenbeeld_schema::ids::{CaseId, DocumentId, DocumentKind, PersonId, RoomId};
use samenbeeld_schema::model::{CaseFacts, Facts, FormerMember, PersonFacts, Role, RoomFacts, RoomKind};
use samenbeeld_schema::text::{PartialDate, Title};
use yrs::{Any, Doc, Map, ReadTxn, StateVector, Text, Transact, WriteTxn};

use dice::Dice;

/// What a random document is made of.
#[derive(Debug, Clone)]
pub struct DocumentPlan {
    pub document: DocumentId,
    /// Root, key, value.
    pub values: Vec<(String, String, Any)>,
    /// Root, text.
    pub texts: Vec<(String, String)>,
}

impl DocumentPlan {
    /// Makes the document.
    pub fn build(&self) -> Doc {
        let doc = open(7);
        let mut txn = doc.transact_mut();
        for (root, key, value) in &self.values {
            txn.get_or_insert_map(root.as_str()).insert(&mut txn, key.clone(), value.clone());
        }
        for (root, text) in &self.texts {
            txn.get_or_insert_text(root.as_str()).insert(&mut txn, 0, text);
        }
        drop(txn);
        doc
    }
    /// The document as one update of format v1.
    pub fn update(&self) -> Vec<u8> {
        self.build().transact().encode_state_as_update_v1(&StateVector::default())
    }
    /// The document as it is read.
    pub fn read(&self) -> Reading {
        read(&self.document, &self.build().transact())
    }
}

/// Documents, and what the register says beside them.
#[derive(Debug, Clone)]
pub struct Case {
    pub facts: Facts,
    pub documents: Vec<DocumentPlan>,
}

/// Random cases.
pub fn case() -> impl Strategy<Value = Case> {
    (any::<u64>(), 0usize..30).prop_map(|(seed, size)| Case::from_seed(seed, size))
}

/// Random documents of every kind.
pub fn document() -> impl Strategy<Value = DocumentPlan> {
    (any::<u64>(), 0usize..12, 0usize..60).prop_map(|(seed, which, size)| {
        let mut dice = Dice::new(seed);
        let mut documents = Case::from_seed(seed, 0).documents;
        let mut plan = documents.swap_remove(which % documents.len().max(1));
        dice.fill(&mut plan, size);
        plan
    })
}

const PERSONS: &[&str] = &["anna", "bas", "carla", "driss"];
const ROOMS: &[&str] = &["core", "core-2", "school", "self:anna"];

fn person(name: &str) -> PersonId {
    PersonId::parse(name).expect("the names here are valid")
}

fn room(name: &str) -> RoomId {
    RoomId::parse(name).expect("the names here are valid")
}

impl Case {
    /// The case of a seed; `size` is about how many things stand in each document.
    pub fn from_seed(seed: u64, size: usize) -> Self {
        let mut dice = Dice::new(seed);
        let id = CaseId::parse("gezin-x").expect("the names here are valid");
        let persons: Vec<PersonFacts> = PERSONS
            .iter()
            .filter(|_| dice.chance(90))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|name| {
                let role = if dice.chance(40) { Role::Wijkteam } else { Role::Parent };
                let mut facts = PersonFacts::named(person(name), Title::parse(name).expect("a title"), role);
                facts.member = dice.chance(80);
                facts
            })
            .collect();
        let mut rooms = Vec::new();
        for name in ROOMS.iter().filter(|_| dice.chance(90)).collect::<Vec<_>>() {
            let members: BTreeSet<PersonId> = PERSONS.iter().filter(|_| dice.chance(75)).map(|p| person(p)).collect();
            let former = PERSONS
                .iter()
                .map(|p| person(p))
                .filter(|p| !members.contains(p) && dice.chance(50))
                .collect::<Vec<_>>();
            let successor = *name == "core-2" && dice.chance(60);
            rooms.push(RoomFacts {
                id: room(name),
                kind: if name.starts_with("self") { RoomKind::Self_ } else { RoomKind::Core },
                label: Title::parse("Ons beeld").expect("a title"),
                members,
                former_members: former
                    .into_iter()
                    .map(|person| FormerMember { person, left_on: PartialDate::parse("2026-10-01").ok() })
                    .collect(),
                successor_of: successor.then(|| room("core")),
                open: true,
                ground: None,
            });
        }
        let mut documents = Vec::new();
        for name in ROOMS {
            let own = name.strip_prefix("self:");
            let voices =
                PERSONS.iter().filter(|p| own.is_none_or(|own| own == **p)).map(|p| DocumentKind::Voice(person(p)));
            let others = [DocumentKind::Board, DocumentKind::Desk].into_iter().filter(|_| own.is_none());
            for kind in voices.chain(others) {
                let document = DocumentId::new(id.clone(), room(name), kind);
                let mut plan = DocumentPlan { document, values: Vec::new(), texts: Vec::new() };
                let size = dice.below(size + 1);
                dice.fill(&mut plan, size);
                documents.push(plan);
            }
        }
        let case = CaseFacts { id, title: None, legal_frame: None, status: None, regisseur: None, opened_on: None };
        Self { facts: Facts { case, persons, rooms }, documents }
    }
}
