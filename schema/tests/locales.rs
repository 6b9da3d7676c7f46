//! Every code, identifier and question has Dutch words in `locales/nl.ftl`.

use std::collections::BTreeSet;

use samenbeeld_schema::model::choices::CHOICE_LISTS;
use samenbeeld_schema::protocol::ErrorCode;

const NL: &str = include_str!("../locales/nl.ftl");

/// The parts of docs and screens that ask something, with a wording for parents and one for youth.
const PROMPTS: &[&str] = &[
    "question",
    "story",
    "going_well",
    "problem",
    "origin",
    "trigger",
    "maintaining",
    "protective",
    "relation",
    "generations",
    "timeline",
    "ecogram",
    "ask_support",
    "earlier_help",
    "urgency",
    "wish",
    "goal",
    "standpoint",
    "share",
    "establish",
    "warning_sign",
];

/// Keys with something said under them, those of the schema's own part only.
fn keys() -> Vec<&'static str> {
    let own = NL.split("### Client").next().unwrap_or_default();
    let starts_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_alphabetic());
    own.lines()
        .filter(starts_key)
        .filter_map(|line| line.split_once(" = "))
        .filter(|(_, words)| !words.trim().is_empty())
        .map(|(key, _)| key)
        .collect()
}

#[test]
fn every_code_identifier_and_question_has_dutch_words_and_nothing_else_has() {
    let mut wanted: BTreeSet<String> = ErrorCode::ALL.iter().map(|error| format!("error-{}", error.code())).collect();
    for list in CHOICE_LISTS {
        wanted.extend(list.identifiers.iter().map(|id| format!("{}-{id}", list.name)));
    }
    for prompt in PROMPTS {
        wanted.extend([format!("prompt-{prompt}-parents"), format!("prompt-{prompt}-youth")]);
    }
    let families: BTreeSet<&str> = wanted.iter().filter_map(|key| key.split('-').next()).collect();
    let found: BTreeSet<String> = keys()
        .into_iter()
        .filter(|key| key.split('-').next().is_some_and(|family| families.contains(family)))
        .map(str::to_owned)
        .collect();
    let missing: Vec<_> = wanted.difference(&found).collect();
    let unused: Vec<_> = found.difference(&wanted).collect();
    assert!(missing.is_empty() && unused.is_empty(), "missing {missing:?}, unused {unused:?}");
}

#[test]
fn no_key_is_said_twice() {
    let mut seen = BTreeSet::new();
    for key in keys() {
        assert!(seen.insert(key), "{key}");
    }
}
