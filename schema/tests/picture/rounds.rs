//! Relations that lead back to where they began.

use samenbeeld_schema::compose::rounds::round_id;
use samenbeeld_schema::model::LoopEffect;

use crate::{core, item, pictured, says};

#[test]
fn relations_that_lead_back_are_a_round_with_the_name_it_was_given() {
    let noor = says("core", "noor").factor(1, "a").factor(2, "b").factor(3, "c");
    let noor = noor.relation(11, 1, "triggers", 2).relation(12, 2, "worsens", 3).relation(13, 3, "maintains", 1);
    let noor = noor.relation(14, 3, "linked", 2).relation(15, 1, "reduces", 3);
    let id = round_id(&[item(13), item(11), item(12)]);
    let named = says("core", "board").value("loop", format!("{id}/name"), "Het ochtendrondje");
    let picture = pictured(&core(), [noor, named]);
    assert_eq!(picture.loops.len(), 2, "a link that is not a cause closes no round");
    let round = picture.loops.iter().find(|round| round.id == id).unwrap();
    assert_eq!(round.name.as_ref().map(|n| n.as_str()), Some("Het ochtendrondje"));
    assert_eq!(round.nodes, [item(1), item(2), item(3)]);
    assert_eq!(round.effect, Some(LoopEffect::Reinforcing));
    let other = picture.loops.iter().find(|round| round.id != id).unwrap();
    assert_eq!(other.effect, Some(LoopEffect::Balancing));
}

#[test]
fn a_tangle_of_relations_ends() {
    let mut noor = says("core", "noor");
    for from in 1..=15 {
        noor = noor.factor(from, "x");
        for to in (1..=15).filter(|to| *to != from) {
            noor = noor.relation(15 + (from - 1) * 15 + to, from, "causes", to);
        }
    }
    let picture = pictured(&core(), [noor]);
    assert_eq!(picture.loops.len(), 50);
    assert!(picture.loops.iter().all(|round| round.relations.len() <= 8));
}
