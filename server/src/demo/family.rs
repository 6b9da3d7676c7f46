//! The form of a family file: what may stand where, before anything of it is believed.
//!
//! Here the file as a whole, with its case and versions; its parts in [`persons`], [`analysis`] and [`plan`].

mod analysis;
mod persons;
mod plan;

use samenbeeld_schema::model::VersionKind;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

pub use self::analysis::{Stand, Stands};

use self::analysis::{Event, Explanation, Factor, Loop, Private, Question, Relation, Tie};
use self::persons::{Consent, Genogram, Network, Person, Room};
use self::plan::{Action, Agenda, Goal, Help, Priorities, Wish};
use super::DemoError;

/// Reads a family file.
pub fn parse(text: &str) -> Result<Family, DemoError> {
    serde_saphyr::from_str(text).map_err(|error| DemoError::Form(error.to_string()))
}

/// Something that may stand in the file and isn't loaded yet; [`Family::unloaded`] names where it does.
type Unloaded = Option<IgnoredAny>;

/// Lists that a family doesn't have may be left out. A name that is nowhere in this form is refused: a slip of the pen would
/// leave something out unseen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    pub case: Case,
    pub persons: Vec<Person>,
    pub rooms: Vec<Room>,
    #[serde(default)]
    pub network: Vec<Network>,
    #[serde(default)]
    pub consents: Vec<Consent>,
    pub genogram: Option<Genogram>,
    #[serde(default)]
    pub questions: Vec<Question>,
    #[serde(default)]
    pub factors: Vec<Factor>,
    #[serde(default)]
    pub relations: Vec<Relation>,
    #[serde(default)]
    pub loops: Vec<Loop>,
    #[serde(default)]
    pub timeline: Vec<Event>,
    #[serde(default)]
    pub ecogram: Vec<Tie>,
    #[serde(default)]
    pub help: Vec<Help>,
    #[serde(default)]
    pub wishes: Vec<Wish>,
    #[serde(default)]
    pub priorities: Priorities,
    #[serde(default)]
    pub explanations: Vec<Explanation>,
    #[serde(default)]
    pub goals: Vec<Goal>,
    #[serde(default)]
    pub actions: Vec<Action>,
    #[serde(default)]
    pub private: Vec<Private>,
    #[serde(default)]
    pub agenda: Vec<Agenda>,
    #[serde(default)]
    pub versions: Vec<Version>,
    /// What tests expect of the file; no part of the family.
    #[serde(rename = "expect")]
    _expect: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub id: String,
    pub title: Option<String>,
    pub phase: Option<String>,
    pub legal_frame: Option<String>,
    pub regisseur: String,
    pub opened_on: Option<String>,
    town: Unloaded,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Which one it is in the file, for who reads it; the loader counts by itself.
    #[serde(rename = "n")]
    _n: Option<u32>,
    pub kind: VersionKind,
    pub claimed_at: Option<String>,
    pub made_by: String,
    pub reason: String,
    signoffs: Unloaded,
    statements: Unloaded,
}

impl Family {
    /// Every place in the file that holds something the loader leaves out.
    pub fn unloaded(&self) -> Vec<String> {
        let mut places = Vec::new();
        let mut note = |place: &str, name: &str, left_out: &Unloaded| {
            if left_out.is_some() {
                places.push(format!("{place}: {name}"));
            }
        };
        note("case", "town", &self.case.town);
        for room in &self.rooms {
            let place = format!("room {}", room.id);
            note(&place, "decided_by", &room.decided_by);
            note(&place, "review_on", &room.review_on);
        }
        for (position, version) in self.versions.iter().enumerate() {
            let place = format!("version {}", position + 1);
            note(&place, "signoffs", &version.signoffs);
            note(&place, "statements", &version.statements);
        }
        places
    }
}

/// Something that can be written as a value: what is missing stays away.
pub fn optional(value: &Option<String>) -> Value {
    value.as_ref().map_or(Value::Null, |text| Value::from(text.as_str()))
}
