//! What plays a part and what hangs together: the parts of the file that explain.

use std::collections::BTreeMap;

use serde::Deserialize;

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
pub struct Explanation {
    pub id: String,
    pub room: String,
    pub kind: String,
    pub text: String,
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
