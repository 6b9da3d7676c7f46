//! The catalogue of help, `catalogue.json`: kinds of help that the sources name, to be found by name. It is data: nothing of
//! it stands in a document but the id of an option.

use std::collections::BTreeSet;

use samenbeeld_schema::ids::Code;
use samenbeeld_schema::model::HelpKind;
use samenbeeld_schema::text::Title;
use serde::Deserialize;

/// One kind of help.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HelpOption {
    id: Code,
    /// As the sources call it.
    name: Title,
    kind: HelpKind,
    /// Whether the sources say that it stands in a database of help that was found to work.
    recognised: bool,
}

fn catalogue() -> Vec<HelpOption> {
    serde_json::from_str(include_str!("../catalogue.json")).expect("the catalogue is what the client reads")
}

#[test]
fn each_option_has_its_own_id_and_name_and_every_kind_has_options() {
    let options = catalogue();
    let ids: BTreeSet<&str> = options.iter().map(|option| option.id.as_str()).collect();
    let names: BTreeSet<&str> = options.iter().map(|option| option.name.as_str()).collect();
    assert_eq!((ids.len(), names.len()), (options.len(), options.len()));
    let kinds: BTreeSet<HelpKind> = options.iter().map(|option| option.kind).collect();
    assert_eq!(kinds, HelpKind::ALL.iter().copied().collect());
}

#[test]
fn what_the_sources_call_recognised_is_called_so_and_nothing_else_is() {
    let recognised: Vec<String> =
        catalogue().into_iter().filter(|option| option.recognised).map(|option| option.id.to_string()).collect();
    assert_eq!(recognised, ["families-first", "iag", "ash", "mst", "mdft"]);
}

#[test]
fn everything_the_sources_name_is_found_by_its_name() {
    let names = catalogue().iter().map(|option| option.name.as_str().to_lowercase()).collect::<Vec<_>>().join("\n");
    let named = [
        "families first",
        "intensieve ambulante gezinsbehandeling",
        "ambulante spoedhulp",
        "multi systeem therapie",
        "mdft",
        "kings",
        "doorbraakmethode",
        "buurtgezinnen",
        "steungezin",
        "home-start",
        "jim",
        "community-based care",
        "samen oplopen",
        "school2care",
        "onderwijs-zorgarrangement",
        "deeltijdpleegzorg",
        "logeerhuis",
        "bso",
        "hadassa hoeve",
        "kamers met aandacht",
        "gezinstherapie",
        "opvoedondersteuning",
        "stress",
        "huisbezoeken",
        "opvoedcursus",
        "ambulante hulpverlening",
        "intensieve gezinsbegeleiding",
        "volwassenen-ggz",
        "netwerkpleegzorg",
        "kindgerichte werving",
        "gezinshuis",
        "kleinschalig",
        "methodiek matchen",
        "parlan",
        "nxt levvel",
        "thuis voor noordje",
    ];
    let missing: Vec<_> = named.into_iter().filter(|name| !names.contains(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn each_option_says_what_it_aims_at_and_no_other_option_does() {
    let words = include_str!("../locales/nl.ftl");
    let said: BTreeSet<String> = words
        .lines()
        .filter_map(|line| line.strip_prefix("catalogue-")?.split_once(" = ").map(|(id, _)| id.to_owned()))
        .collect();
    assert_eq!(said, catalogue().into_iter().map(|option| option.id.to_string()).collect());
}
