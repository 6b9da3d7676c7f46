//! Who there are, in which rooms, who may read what: the parts of the file about persons.

use samenbeeld_schema::model::{Role, RoomKind};
use serde::Deserialize;

use super::Unloaded;

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
    pub(super) decided_by: Unloaded,
    pub(super) review_on: Unloaded,
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
