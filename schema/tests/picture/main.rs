//! One picture out of many documents (docs/document-format.md D14 to D16; shared_state as in the model).

mod references;
mod rounds;
mod safety;
mod shared_state;
mod whole;
mod words;

use samenbeeld_arbitrary::DocumentPlan;
use samenbeeld_schema::compose::picture::{Item, Picture};
use samenbeeld_schema::compose::{Options, compose};
use samenbeeld_schema::doc::read::Reading;
use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::*;
use samenbeeld_schema::text::{PartialDate, Title};
use yrs::Any;

fn item(nth: u8) -> ItemId {
    ItemId::from_random([nth; 16])
}

fn room(id: &str, successor_of: Option<&str>, members: &[&str], former: &[&str]) -> RoomFacts {
    RoomFacts {
        id: RoomId::parse(id).unwrap(),
        kind: RoomKind::Core,
        label: Title::parse("Ons beeld").unwrap(),
        members: members.iter().map(|m| PersonId::parse(m).unwrap()).collect(),
        former_members: former
            .iter()
            .map(|m| FormerMember {
                person: PersonId::parse(m).unwrap(),
                left_on: PartialDate::parse("2026-10-01").ok(),
            })
            .collect(),
        successor_of: successor_of.map(|id| RoomId::parse(id).unwrap()),
        open: true,
        ground: None,
    }
}

fn facts(rooms: Vec<RoomFacts>) -> Facts {
    // Jeroen can be the scribe of a meeting.
    let persons = [("noor", Role::Youth), ("marloes", Role::Parent), ("jeroen", Role::Wijkteam)]
        .map(|(id, role)| PersonFacts::named(PersonId::parse(id).unwrap(), Title::parse(id).unwrap(), role));
    let case = CaseFacts {
        id: CaseId::parse("g").unwrap(),
        title: None,
        legal_frame: None,
        status: None,
        regisseur: None,
        opened_on: None,
    };
    Facts { case, persons: persons.into(), rooms }
}

fn core() -> Facts {
    facts(vec![room("core", None, &["noor", "marloes", "jeroen"], &[])])
}

/// A document being put together by hand.
struct Says(DocumentPlan);

fn says(room: &str, who: &str) -> Says {
    let kind = if who == "board" || who == "desk" { who.to_owned() } else { format!("voice.{who}") };
    let document = DocumentId::parse(&format!("g/{room}/{kind}")).unwrap();
    Says(DocumentPlan { document, values: Vec::new(), texts: Vec::new() })
}

impl Says {
    fn value(mut self, root: &str, key: String, value: impl Into<Any>) -> Self {
        self.0.values.push((root.to_owned(), key, value.into()));
        self
    }
    fn factor(self, nth: u8, title: &str) -> Self {
        self.value("factor", format!("{}/title", item(nth)), title)
    }
    fn field(self, nth: u8, field: &str, value: impl Into<Any>) -> Self {
        self.value("factor", format!("{}/{field}", item(nth)), value)
    }
    fn relation(self, nth: u8, from: u8, kind: &str, to: u8) -> Self {
        let (id, from, to) = (item(nth), item(from).to_string(), item(to).to_string());
        self.value("relation", format!("{id}/from"), from).value("relation", format!("{id}/to"), to).value(
            "relation",
            format!("{id}/kind"),
            kind,
        )
    }
    fn stands(self, nth: u8, stand: &str, about: &str) -> Self {
        let mark = std::collections::HashMap::from([
            ("is".to_owned(), Any::from(stand)),
            ("about".to_owned(), Any::from(Fingerprint::of(about).to_string())),
        ]);
        self.value("mark", format!("{}/standpoint", item(nth)), Any::Map(std::sync::Arc::new(mark)))
    }
    fn read(self) -> Reading {
        self.0.read()
    }
}

fn pictured(facts: &Facts, documents: impl IntoIterator<Item = Says>) -> Picture {
    let readings: Vec<Reading> = documents.into_iter().map(Says::read).collect();
    compose(&readings, facts, &Options::default())
}

fn shown(picture: &Picture, nth: u8) -> &Item {
    picture.items.iter().find(|i| i.id == item(nth)).expect("the item is shown")
}

fn title_of(item: &Item) -> &str {
    match &item.content {
        Content::Factor(Some(factor)) => factor.title.as_str(),
        _ => "",
    }
}
