//! The index: what the store has of one document, without the words.
//!
//! It knows per client how far its clocks go, in which place each clock stands and which are deleted, and per map key
//! which write counts. It is rebuilt from the stored state and grows with each accepted update; it never shrinks.

use std::collections::HashMap;

use crate::chain::{Chain, Landing, land};
use crate::judge::{Accepted, Verdict};
use crate::ranges::{ClockRange, ClockSet, join};
use crate::update::{Source, parse};
use crate::{Id, Malformed, Owner, Roots, state_vector};

/// The place of clocks whose place is forgotten.
pub(crate) const GONE: u32 = 0;

/// What one block or one deleted range may add to an encoded state by splitting another: a head with both neighbours.
const SPLIT_COST: usize = 40;

/// What the store has of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Sorted by client.
    clients: Vec<Known>,
    roots: HashMap<Box<str>, Root>,
    /// By place; the first is [`GONE`].
    places: Vec<Place>,
    encoded: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    client: u64,
    /// The next clock.
    clock: u32,
    runs: Vec<Run>,
    deleted: ClockSet,
}

/// Consecutive clocks in one place, up to the next run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub clock: u32,
    pub place: u32,
    /// Under a map key: how many writes stand above the first clock. Elsewhere zero.
    pub depth: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Root {
    Text(u32),
    Map(HashMap<Box<str>, u32>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Gone,
    Text,
    Key(Chain),
}

/// Where a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    pub place: u32,
    pub depth: u32,
}

impl Run {
    pub fn spot(&self, clock: u32) -> Spot {
        Spot { place: self.place, depth: self.depth.saturating_add(clock.saturating_sub(self.clock)) }
    }

    /// The spot of a clock in sorted runs; `None` before the first.
    pub fn find(runs: &[Run], clock: u32) -> Option<Spot> {
        let after = runs.partition_point(|run| run.clock <= clock);
        runs.get(after.checked_sub(1)?).map(|run| run.spot(clock))
    }

    /// Adds clocks at the end, in the last run if they go on there.
    pub fn push(runs: &mut Vec<Run>, clock: u32, spot: Spot, keyed: bool) {
        let goes_on = runs.last().is_some_and(|run| match keyed {
            true => run.spot(clock) == spot,
            false => run.place == spot.place,
        });
        if !goes_on {
            runs.push(Run { clock, place: spot.place, depth: spot.depth });
        }
    }
}

/// One thing that an accepted update adds: clocks of one client in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub id: Id,
    pub len: u32,
    pub place: u32,
    /// Under a map key: the write it was made upon.
    pub above: Option<Id>,
    /// Comes without content.
    pub dead: bool,
}

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}

impl Index {
    /// The index of an empty document.
    pub fn new() -> Self {
        Self { clients: Vec::new(), roots: HashMap::new(), places: vec![Place::Gone], encoded: 2 }
    }

    /// The index of a stored state: one update that holds everything (a snapshot merged with what came after).
    pub fn load(state: &[u8], roots: &dyn Roots) -> Result<Self, Malformed> {
        let update = parse(state, Source::Store)?;
        let mut index = Self::new();
        match index.judge(&update, roots, &|_| Owner::Sender) {
            Verdict::Nothing => {}
            Verdict::Accept(accepted) => index.admit(&accepted),
            Verdict::Gap => return Err(Malformed::Incomplete),
            Verdict::Refuse(refusal) => return Err(Malformed::State(refusal)),
        }
        index.encoded = state.len();
        Ok(index)
    }

    /// The next clock of a client; zero when it isn't known.
    pub fn clock(&self, client: u64) -> u32 {
        self.known(client).map_or(0, |known| known.clock)
    }

    /// Every client with its next clock, sorted by client.
    pub fn state_vector(&self) -> Vec<(u64, u32)> {
        self.clients.iter().map(|known| (known.client, known.clock)).collect()
    }

    /// The state vector as bytes, largest client first.
    pub fn encode_state_vector(&self) -> Vec<u8> {
        state_vector::encode(&self.state_vector())
    }

    /// Every deleted range, sorted by client and clock; ranges of one client neither touch nor overlap.
    pub fn deleted(&self) -> Vec<ClockRange> {
        self.clients
            .iter()
            .flat_map(|known| {
                known.deleted.ranges().iter().map(|&(start, end)| ClockRange {
                    client: known.client,
                    clock: start,
                    len: end.saturating_sub(start),
                })
            })
            .collect()
    }

    /// Whether every clock of a range is deleted.
    pub fn is_deleted(&self, range: ClockRange) -> bool {
        let mut deleted = true;
        self.undeleted(range.client, range.clock, range.end(), |_, _| deleted = false);
        deleted
    }

    /// The parts of these ranges that stand in texts, each in one.
    pub fn in_texts(&self, ranges: &[ClockRange]) -> Vec<ClockRange> {
        let mut parts = Vec::new();
        for range in ranges {
            let Some(known) = self.known(range.client) else { continue };
            let end = range.end().min(known.clock);
            let first = known.runs.partition_point(|run| run.clock <= range.clock).saturating_sub(1);
            let runs = known.runs.get(first..).unwrap_or_default();
            let ends = runs.iter().skip(1).map(|run| run.clock).chain([known.clock]);
            for (run, run_end) in runs.iter().zip(ends).take_while(|(run, _)| run.clock < end) {
                let (clock, until) = (run.clock.max(range.clock), run_end.min(end));
                if until > clock && matches!(self.places.get(run.place as usize), Some(Place::Text)) {
                    parts.push(ClockRange { client: range.client, clock, len: until.saturating_sub(clock) });
                }
            }
        }
        parts
    }

    /// How many bytes the whole state takes at most, near enough for a limit. Exact after [`Index::load`]; between loads
    /// it counts what came and what that may have split.
    pub fn encoded_len_estimate(&self) -> usize {
        self.encoded
    }

    /// Puts the real size of the whole state in the place of the estimate: letters typed one by one merge when the state
    /// is encoded, so long typing makes the estimate far too high.
    pub fn correct_encoded_len(&mut self, real: usize) {
        self.encoded = real;
    }

    pub(crate) fn client_count(&self) -> usize {
        self.clients.len()
    }

    pub(crate) fn place_count(&self) -> u32 {
        u32::try_from(self.places.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn chain(&self, place: u32) -> Option<&Chain> {
        match self.places.get(place as usize) {
            Some(Place::Key(chain)) => Some(chain),
            _ => None,
        }
    }

    /// Whether the place is a map key; `None` for one this index doesn't have.
    pub(crate) fn is_key(&self, place: u32) -> Option<bool> {
        self.places.get(place as usize).map(|place| matches!(place, Place::Key(_)))
    }

    pub(crate) fn place(&self, root: &str, key: Option<&str>) -> Option<u32> {
        match (self.roots.get(root)?, key) {
            (Root::Text(place), None) => Some(*place),
            (Root::Map(keys), Some(key)) => keys.get(key).copied(),
            _ => None,
        }
    }

    /// Where a clock stands; `None` when it isn't known.
    pub(crate) fn locate(&self, id: Id) -> Option<Spot> {
        let known = self.known(id.client)?;
        if id.clock < known.clock { Run::find(&known.runs, id.clock) } else { None }
    }

    /// Calls `missing` with the parts of a range that aren't deleted yet.
    pub(crate) fn undeleted(&self, client: u64, start: u32, end: u32, mut missing: impl FnMut(u32, u32)) {
        match self.known(client) {
            Some(known) => known.deleted.gaps(start, end, missing),
            None => missing(start, end),
        }
    }

    /// Takes in what was accepted. Taking it in twice changes nothing.
    pub fn admit(&mut self, accepted: &Accepted<'_>) {
        let fresh: Vec<u32> =
            accepted.fresh.iter().map(|(root, key)| self.place_or_new(root, key.as_deref())).collect();
        let mut deleted = Vec::new();
        for step in &accepted.steps {
            let place = match step.place.checked_sub(accepted.fresh_from) {
                Some(at) => fresh.get(at as usize).copied().unwrap_or(GONE),
                None => step.place,
            };
            self.grow(Step { place, ..*step }, &mut deleted);
        }
        // Usually these are the same again; they differ when the index grew between the verdict and now.
        deleted.extend_from_slice(&accepted.deleted);
        join(&mut deleted);
        for group in deleted.chunk_by(|a, b| a.client == b.client) {
            if let Some(first) = group.first() {
                self.known_or_new(first.client).deleted.add(group.iter().map(|range| (range.clock, range.end())));
            }
        }
        // Never too low: a block put between others, or a delete, may split what stood together.
        let pieces = accepted.steps.len().saturating_add(accepted.deleted.len());
        let grown = accepted.clean.len().saturating_add(pieces.saturating_mul(SPLIT_COST));
        self.encoded = self.encoded.saturating_add(grown);
    }

    /// Adds the clocks of a step and says what they delete.
    fn grow(&mut self, step: Step, deleted: &mut Vec<ClockRange>) {
        let known = self.clock(step.id.client);
        let end = step.id.clock.saturating_add(step.len);
        if step.id.clock > known || end <= known {
            return;
        }
        let id = Id { clock: known, ..step.id };
        let len = end.saturating_sub(known);
        let above =
            if known > step.id.clock { known.checked_sub(1).map(|clock| Id { clock, ..id }) } else { step.above };
        let after = above.and_then(|above| Some((above, self.locate(above)?.depth)));
        let (mut dead, mut over, mut depth, mut keyed) = (step.dead, None, 0, false);
        if let Some(Place::Key(chain)) = self.places.get_mut(step.place as usize) {
            keyed = true;
            let (landing, at) = land(chain, id, len, after);
            depth = at;
            match landing {
                Landing::Last { over: former } => over = former,
                Landing::Behind => dead = true,
            }
        }
        if let Some(over) = over {
            deleted.push(ClockRange { client: over.client, clock: over.clock, len: 1 });
        }
        let known = self.known_or_new(id.client);
        Run::push(&mut known.runs, id.clock, Spot { place: step.place, depth }, keyed);
        known.clock = end;
        if dead {
            deleted.push(ClockRange { client: id.client, clock: id.clock, len });
        }
    }

    fn known(&self, client: u64) -> Option<&Known> {
        let at = self.clients.binary_search_by_key(&client, |known| known.client).ok()?;
        self.clients.get(at)
    }

    #[expect(clippy::indexing_slicing, reason = "the place was found or just filled")]
    fn known_or_new(&mut self, client: u64) -> &mut Known {
        let at = match self.clients.binary_search_by_key(&client, |known| known.client) {
            Ok(at) => at,
            Err(at) => {
                let known = Known { client, clock: 0, runs: Vec::new(), deleted: ClockSet::default() };
                self.clients.insert(at, known);
                at
            }
        };
        &mut self.clients[at]
    }

    fn place_or_new(&mut self, root: &str, key: Option<&str>) -> u32 {
        if let Some(place) = self.place(root, key) {
            return place;
        }
        let new = self.place_count();
        match key {
            None => {
                self.roots.insert(root.into(), Root::Text(new));
                self.places.push(Place::Text);
            }
            Some(key) => {
                let root = self.roots.entry(root.into()).or_insert_with(|| Root::Map(HashMap::new()));
                if let Root::Map(keys) = root {
                    keys.insert(key.into(), new);
                }
                self.places.push(Place::Key(Chain::default()));
            }
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_goes_on_only_where_the_next_clock_would_stand() {
        let mut runs = Vec::new();
        Run::push(&mut runs, 0, Spot { place: 1, depth: 0 }, true);
        Run::push(&mut runs, 1, Spot { place: 1, depth: 1 }, true);
        assert_eq!(runs.len(), 1);
        Run::push(&mut runs, 2, Spot { place: 1, depth: 9 }, true);
        Run::push(&mut runs, 3, Spot { place: 2, depth: 0 }, false);
        Run::push(&mut runs, 9, Spot { place: 2, depth: 0 }, false);
        assert_eq!(runs.len(), 3);
        assert_eq!(Run::find(&runs, 1), Some(Spot { place: 1, depth: 1 }));
        assert_eq!(Run::find(&runs, 2), Some(Spot { place: 1, depth: 9 }));
    }

    #[test]
    fn an_empty_document_knows_nobody() {
        let index = Index::load(&[0, 0], &|_: &str| None).unwrap();
        assert_eq!(index, Index::new());
        assert_eq!((index.clock(7), index.encode_state_vector()), (0, vec![0]));
    }
}
