//! What points at something: at nothing, at what was withdrawn, at what a card gathers.

use std::time::{Duration, Instant};

use samenbeeld_schema::compose::{Options, compose};
use samenbeeld_schema::field::Reason;
use samenbeeld_schema::ids::ItemId;
use samenbeeld_schema::model::Content;

use crate::{core, item, pictured, says, shown};

// D15
#[test]
fn what_points_at_nothing_is_dropped_and_reported() {
    let noor = says("core", "noor")
        .factor(1, "a")
        .field(1, "holder/daan", true)
        .relation(2, 1, "causes", 9)
        .value("order", item(9).to_string(), "A")
        .stands(9, "agree", "a");
    let comment = says("core", "marloes").value("comment", format!("{}/text", item(3)), "bij de relatie").value(
        "comment",
        format!("{}/on", item(3)),
        item(2).to_string(),
    );
    let picture = pictured(&core(), [noor, comment]);
    assert_eq!(picture.items.len(), 1, "the comment on the dropped relation goes too");
    assert!(picture.own_orders.is_empty());
    assert!(picture.reports.iter().all(|report| report.reason == Reason::Dangling));
    assert_eq!(picture.reports.len(), 5);
    let json = serde_json::to_string(&picture.items).unwrap();
    assert!(!json.contains("daan"));
}

/// Whoever may write may write a lot: what others wait for must not grow faster than what was written.
#[test]
fn a_long_chain_that_hangs_on_nothing_goes_quickly() {
    let id = |nth: u32| {
        let mut bytes = [9; 16];
        bytes[..4].copy_from_slice(&nth.to_be_bytes());
        ItemId::from_random(bytes)
    };
    let mut noor = says("core", "noor");
    for nth in 0..20_000 {
        noor = noor.value("comment", format!("{}/text", id(nth)), "x");
        noor = noor.value("comment", format!("{}/on", id(nth)), id(nth + 1).to_string());
        noor = noor.value("order", id(nth).to_string(), "A");
    }
    let readings = [noor.read()];
    let begun = Instant::now();
    let picture = compose(&readings, &core(), &Options::default());
    assert!(picture.items.is_empty() && picture.own_orders.is_empty());
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn a_withdrawn_item_keeps_its_marks_and_relations() {
    let noor = says("core", "noor").field(1, "withdrawn", true).factor(2, "b").relation(3, 1, "causes", 2);
    let picture = pictured(&core(), [noor, says("core", "marloes").stands(1, "agree", "weg")]);
    let gone = shown(&picture, 1);
    assert!(gone.withdrawn && gone.content == Content::Factor(None) && gone.marks.len() == 1);
    assert_eq!(gone.shared_state, None);
    assert_eq!(picture.items.len(), 3);
}

#[test]
fn a_card_gathers_what_it_stands_for_while_on_the_table() {
    let board = |off: bool| {
        let card = item(5);
        says("core", "board")
            .value("card", format!("{card}/shape"), "factor")
            .value("card", format!("{card}/gathers/{}", item(1)), true)
            .value("card", format!("{card}/off_table"), off)
    };
    let noor = || says("core", "noor").factor(1, "a");
    assert_eq!(shown(&pictured(&core(), [noor(), board(false)]), 1).gathered_by, [item(5)]);
    assert!(shown(&pictured(&core(), [noor(), board(true)]), 1).gathered_by.is_empty());
}
