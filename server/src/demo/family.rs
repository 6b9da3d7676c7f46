//! The form of a family file: what may stand where, before anything of it is believed.

use std::collections::BTreeMap;

use samenbeeld_schema::model::{Role, RoomKind, VersionKind};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

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
pub struct Person {
    pub id: String,
    pub name: String,
    pub born: Option<String>,
    pub role: Role,
    pub gezag: Option<bool>,
    #[serde(default)]
    pub lives: Vec<String>,
    pub member: bool,
    #[serde(default)]
    pub index: bool,
    pub org: Option<String>,
    #[serde(default)]
    pub known_in: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Network {
    pub id: String,
    pub room: String,
    pub by: String,
    pub name: String,
    pub kind: String,
    pub informal: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Room {
    pub id: String,
    pub kind: RoomKind,
    pub label: String,
    pub members: Vec<String>,
    pub ground: Option<String>,
    decided_by: Unloaded,
    review_on: Unloaded,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    pub about: String,
    pub rooms: Vec<String>,
    pub readers: Vec<String>,
    pub by: Vec<String>,
    pub given_on: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Genogram {
    pub room: String,
    #[serde(default)]
    pub unions: Vec<Union>,
    #[serde(default)]
    pub descent: Vec<Descent>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Union {
    pub a: String,
    pub b: String,
    pub status: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Descent {
    pub child: String,
    pub of: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub id: String,
    pub room: String,
    pub of: String,
    pub text: String,
}

/// A standpoint: a letter, or a letter with words.
#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Stand {
    Letter(String),
    WithWords { s: String, words: String },
}

pub type Stands = BTreeMap<String, Stand>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    pub id: String,
    pub room: String,
    pub title: String,
    pub by: String,
    #[serde(default)]
    pub roles: Vec<String>,
    #[serde(default)]
    pub h: Vec<String>,
    pub d: Option<String>,
    pub k: Option<String>,
    pub source: Option<String>,
    pub generation: Option<i64>,
    #[serde(default)]
    pub st: Stands,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    pub id: String,
    pub room: String,
    pub from: String,
    pub to: String,
    pub kind: String,
    pub strength: Option<i64>,
    pub certainty: Option<String>,
    pub by: String,
    #[serde(default)]
    pub st: Stands,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loop {
    pub room: String,
    pub name: String,
    pub path: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub id: String,
    pub room: String,
    pub track: String,
    pub start: Option<String>,
    pub end: Option<String>,
    pub precision: Option<String>,
    pub title: String,
    pub by: String,
    pub k: Option<String>,
    #[serde(default)]
    pub factors: Vec<String>,
    #[serde(default)]
    pub meaning: BTreeMap<String, String>,
    #[serde(default)]
    pub st: Stands,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    pub id: String,
    pub room: String,
    pub ego: String,
    pub other: String,
    pub ring: Option<i64>,
    pub quality: Option<String>,
    pub direction: Option<String>,
    #[serde(default)]
    pub support: Vec<String>,
    pub wish: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    pub id: String,
    pub room: String,
    pub by: String,
    pub name: String,
    #[serde(default, rename = "for")]
    pub for_whom: Vec<String>,
    #[serde(default)]
    pub targets: Vec<String>,
    pub catalogue_id: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    #[serde(default)]
    pub outcome: BTreeMap<String, String>,
    pub what_went_wrong: Option<String>,
    pub acknowledged_by: Option<String>,
    pub waited_weeks: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wish {
    pub id: String,
    pub room: String,
    pub by: String,
    pub text: String,
    pub when: Option<String>,
    pub answer: Option<Answer>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub by: String,
    pub text: String,
    #[serde(default)]
    pub refers: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Priorities {
    #[serde(default)]
    pub joint: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub own: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    pub before: BTreeMap<String, Vec<Before>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Before {
    pub a: String,
    pub b: String,
    pub why: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    pub id: String,
    pub room: String,
    pub kind: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    pub id: String,
    pub room: String,
    pub owner: String,
    pub text: String,
    #[serde(default)]
    pub based_on: Vec<String>,
    #[serde(default)]
    pub strategies: Vec<String>,
    pub review_on: Option<String>,
    #[serde(default)]
    pub reached: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    pub id: String,
    pub goal: String,
    pub who: String,
    pub text: String,
    #[serde(default)]
    pub strategies: Vec<String>,
    pub catalogue_id: Option<String>,
    pub due: Option<String>,
    pub state: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Private {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub room: String,
    pub by: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    pub room: String,
    pub date: Option<String>,
    pub kind: Option<String>,
    pub text: String,
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
