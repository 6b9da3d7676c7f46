//! Reading and writing documents (docs/document-format.md).

mod fields;
mod reading;
mod words;
mod writing;

use std::collections::BTreeSet;

use samenbeeld_schema::doc::open;
use samenbeeld_schema::doc::read::{Reading, read};
use samenbeeld_schema::doc::write::{Context, Operation, Refused, execute};
use samenbeeld_schema::field::Plain;
use samenbeeld_schema::ids::{DocumentId, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::*;
use samenbeeld_schema::text::Title;
use yrs::{Doc, ReadTxn, StateVector, Transact};

fn item(nth: u8) -> ItemId {
    ItemId::from_random([nth; 16])
}

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn factor(text: &str) -> Factor {
    Factor {
        title: title(text),
        story: None,
        roles: BTreeSet::from([RoleOfFactor::Maintaining]),
        holder: BTreeSet::new(),
        domain: Some(Domain::Health),
        knowledge: None,
        source: None,
        generation: None,
        strength_now: None,
    }
}

fn relation(from: ItemId, to: ItemId) -> Relation {
    Relation {
        from,
        to,
        kind: RelationKind::Maintains,
        polarity: None,
        strength: None,
        certainty: Some(Certainty::Likely),
        why: None,
    }
}

/// One document with a person who writes in it.
struct Writing {
    doc: Doc,
    context: Context,
}

impl Writing {
    fn new(document: &str, room_kind: RoomKind) -> Self {
        let context = Context {
            person: person("noor"),
            document: DocumentId::parse(document).unwrap(),
            room_kind,
            items: (0..9).map(item).collect(),
            persons: BTreeSet::from([person("noor"), person("marloes"), person("daan")]),
            written_for: BTreeSet::from([item(5)]),
            present: BTreeSet::new(),
            without_access: BTreeSet::from([person("daan")]),
            rooms: BTreeSet::from([RoomId::parse("school").unwrap()]),
        };
        Self { doc: open(11), context }
    }
    fn voice() -> Self {
        Self::new("g/core/voice.noor", RoomKind::Core)
    }
    fn board() -> Self {
        Self::new("g/core/board", RoomKind::Core)
    }
    fn desk() -> Self {
        Self::new("g/core/desk", RoomKind::Core)
    }
    fn does(&self, operation: Operation) -> Result<(), Refused> {
        execute(&mut self.doc.transact_mut(), &self.context, operation)
    }
    fn reading(&self) -> Reading {
        read(&self.context.document, &self.doc.transact())
    }
    fn state(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }
    fn refuses(&self, operation: Operation, why: Refused) {
        let before = self.state();
        assert_eq!(self.does(operation), Err(why));
        assert_eq!(self.state(), before, "a refusal writes nothing");
    }
}

fn add(id: ItemId, fields: impl Into<Fields>) -> Operation {
    Operation::Add { id, fields: fields.into(), words_of: None, adopts: None, same_as: None }
}

fn set(kind: Kind, id: ItemId, field: &str, value: Plain) -> Operation {
    Operation::SetField { kind, id, field: field.to_owned(), value: Some(value) }
}

fn text(text: &str) -> Plain {
    Plain::Text(text.into())
}
