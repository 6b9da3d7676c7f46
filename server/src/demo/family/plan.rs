//! What was tried and what is to be done: help, wishes, what comes first, goals, actions and the agenda.

use std::collections::BTreeMap;

use serde::Deserialize;

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
pub struct Agenda {
    pub room: String,
    pub date: Option<String>,
    pub kind: Option<String>,
    pub text: String,
}
