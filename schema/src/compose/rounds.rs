//! Rounds (rondjes): relations that lead back to where they began. Computed, never stored; only a name is (D2).

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::Work;
use super::picture::Round;
use crate::ids::ItemId;
use crate::model::{CardShape, Content, LoopEffect, Polarity};

/// Most relations in one round: a longer one nobody can retell.
pub const LENGTH_MAX: usize = 8;
/// Most rounds in one picture.
pub const ROUNDS_MAX: usize = 50;
/// Most relations looked at while searching; the same in every language, so that all find the same.
pub const STEPS_MAX: usize = 20_000;

struct Edge {
    relation: ItemId,
    to: ItemId,
    polarity: Polarity,
}

struct Search<'a> {
    edges: &'a BTreeMap<ItemId, Vec<Edge>>,
    start: ItemId,
    nodes: Vec<ItemId>,
    taken: Vec<&'a Edge>,
    steps: usize,
    found: Vec<Round>,
}

impl Work<'_> {
    /// Finds the rounds, from the smallest id on, along relations by their id.
    pub(super) fn rounds(&self) -> Vec<Round> {
        let mut edges: BTreeMap<ItemId, Vec<Edge>> = BTreeMap::new();
        for item in self.items.values() {
            let (from, to, kind, polarity) = match &item.content {
                Content::Relation(Some(r)) => (r.from, r.to, r.kind, r.polarity),
                Content::Card(Some(card)) if card.shape == CardShape::Relation && card.off_table != Some(true) => {
                    let (Some(from), Some(to), Some(kind)) = (card.from, card.to, card.kind) else { continue };
                    (from, to, kind, card.polarity)
                }
                _ => continue,
            };
            let present = |id: &ItemId| self.items.get(id).is_some_and(|item| !item.withdrawn);
            if kind.is_causal() && from != to && present(&from) && present(&to) {
                let polarity = polarity.unwrap_or(kind.polarity());
                edges.entry(from).or_default().push(Edge { relation: item.id, to, polarity });
            }
        }
        let mut found = Vec::new();
        let mut steps = 0;
        for start in edges.keys().copied() {
            let mut search = Search { edges: &edges, start, nodes: Vec::new(), taken: Vec::new(), steps, found };
            search.from(start);
            (steps, found) = (search.steps, search.found);
        }
        for round in &mut found {
            if let Some(Content::Loop(Some(named))) = self.items.get(&round.id).map(|item| &item.content) {
                round.name = Some(named.name.clone());
            }
        }
        found.sort_by_key(|round| round.id);
        found
    }
}

impl Search<'_> {
    fn from(&mut self, node: ItemId) {
        self.nodes.push(node);
        let edges = self.edges;
        for edge in edges.get(&node).into_iter().flatten() {
            if self.steps >= STEPS_MAX || self.found.len() >= ROUNDS_MAX {
                break;
            }
            self.steps += 1;
            self.taken.push(edge);
            if edge.to == self.start {
                self.close();
            } else if edge.to > self.start && self.taken.len() < LENGTH_MAX && !self.nodes.contains(&edge.to) {
                self.from(edge.to);
            }
            self.taken.pop();
        }
        self.nodes.pop();
    }

    fn close(&mut self) {
        let relations: Vec<ItemId> = self.taken.iter().map(|edge| edge.relation).collect();
        let against = self.taken.iter().filter(|edge| edge.polarity == Polarity::Minus).count();
        let effect = if self.taken.iter().any(|edge| edge.polarity == Polarity::None) {
            None
        } else if against % 2 == 0 {
            Some(LoopEffect::Reinforcing)
        } else {
            Some(LoopEffect::Balancing)
        };
        self.found.push(Round { id: round_id(&relations), nodes: self.nodes.clone(), relations, effect, name: None });
    }
}

/// The id of a round: the same for everyone who sees its relations.
pub fn round_id(relations: &[ItemId]) -> ItemId {
    let mut sorted: Vec<String> = relations.iter().map(ItemId::to_string).collect();
    sorted.sort();
    let hash = Sha256::digest(sorted.join(",").as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    ItemId::from_hash(bytes)
}
