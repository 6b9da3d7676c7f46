//! The index: what the store has of one document, without the words.
//!
//! It knows per client how far its clocks go, in which place each clock stands and which are deleted, per map key which
//! write counts, and per text which letter was put behind which. It is rebuilt from the stored state and grows with each accepted update; it never shrinks.

use std::collections::HashMap;
use std::sync::Arc;

use crate::chain::{Chain, Landing, land};
use crate::judge::{Accepted, Verdict};
use crate::ranges::{ClockRange, ClockSet, join};
use crate::stretch::{Stretch, Stretches};
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
    pub(crate) clients: Vec<Known>,
    pub(crate) roots: HashMap<Box<str>, Root>,
    /// By place; the first is [`GONE`].
    pub(crate) places: Vec<Place>,
    encoded: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub client: u64,
    /// The next clock.
    pub clock: u32,
    pub runs: Vec<Run>,
    deleted: ClockSet,
}

/// Consecutive clocks in one place, up to the next run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub clock: u32,
    pub place: u32,
    /// How many writes or letters stand above the first clock.
    pub depth: u32,
    /// In a text: the stretch of these letters.
    pub stretch: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Root {
    Text(u32),
    Map(HashMap<Arc<str>, u32>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Gone,
    Text(Vec<Stretch>),
    Key(Arc<str>, Chain),
}

/// Where a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    pub place: u32,
    pub depth: u32,
    pub stretch: u32,
}

impl Run {
    pub fn spot(&self, clock: u32) -> Spot {
        let depth = self.depth.saturating_add(clock.saturating_sub(self.clock));
        Spot { place: self.place, depth, stretch: self.stretch }
    }

    /// The spot of a clock in sorted runs; `None` before the first.
    pub fn find(runs: &[Run], clock: u32) -> Option<Spot> {
        let after = runs.partition_point(|run| run.clock <= clock);
        runs.get(after.checked_sub(1)?).map(|run| run.spot(clock))
    }

    /// Adds clocks at the end, in the last run if they go on there.
    pub fn push(runs: &mut Vec<Run>, clock: u32, spot: Spot) {
        let goes_on = runs.last().is_some_and(|run| match spot.place {
            GONE => run.place == GONE,
            _ => run.spot(clock) == spot,
        });
        if !goes_on {
            runs.push(Run { clock, place: spot.place, depth: spot.depth, stretch: spot.stretch });
        }
    }
}

/// One thing that an accepted update adds: clocks of one client in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub id: Id,
    pub len: u32,
    pub place: u32,
    /// The write it was made upon, or the letter it was put behind.
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
            self.places_of(*range, |place, part| {
                if matches!(self.places.get(place as usize), Some(Place::Text(_))) {
                    parts.push(part);
                }
            });
        }
        parts
    }

    /// Calls `each` with the places of known clocks, and which of the clocks stand there.
    pub(crate) fn places_of(&self, range: ClockRange, mut each: impl FnMut(u32, ClockRange)) {
        let Some(known) = self.known(range.client) else { return };
        let (mut at, end) = (range.clock, range.end().min(known.clock));
        let first = known.runs.partition_point(|run| run.clock <= at).saturating_sub(1);
        let mut runs = known.runs.iter().skip(first).peekable();
        while let Some(run) = runs.next().filter(|_| at < end) {
            let until = runs.peek().map_or(end, |next| next.clock.min(end));
            each(run.place, ClockRange { clock: at, len: until.saturating_sub(at), ..range });
            at = until;
        }
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
            Some(Place::Key(_, chain)) => Some(chain),
            _ => None,
        }
    }

    /// The stretches of a text.
    pub(crate) fn stretches(&self, place: u32) -> &[Stretch] {
        match self.places.get(place as usize) {
            Some(Place::Text(stretches)) => stretches,
            _ => &[],
        }
    }

    /// Whether the place is a map key; `None` for one this index doesn't have.
    pub(crate) fn is_key(&self, place: u32) -> Option<bool> {
        self.places.get(place as usize).map(|place| matches!(place, Place::Key(..)))
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
            accepted.fresh.iter().map(|place| self.place_or_new(&place.root, place.key.as_deref())).collect();
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
        let above = above.and_then(|above| Some((above, self.locate(above)?)));
        let (mut dead, mut over) = (step.dead, None);
        let mut spot = Spot { place: step.place, depth: 0, stretch: 0 };
        match self.places.get_mut(step.place as usize) {
            Some(Place::Key(_, chain)) => {
                let (landing, depth) = land(chain, id, len, above.map(|(id, spot)| (id, spot.depth)));
                spot.depth = depth;
                match landing {
                    Landing::Last { over: former } => over = former,
                    Landing::Behind => dead = true,
                }
            }
            Some(Place::Text(stretches)) => {
                let (at, first) = Stretches { kept: stretches, added: &[] }.put(id, step.place, above);
                stretches.extend(first);
                spot = at;
            }
            Some(Place::Gone) | None => {}
        }
        if let Some(over) = over {
            deleted.push(ClockRange { client: over.client, clock: over.clock, len: 1 });
        }
        let known = self.known_or_new(id.client);
        Run::push(&mut known.runs, id.clock, spot);
        known.clock = end;
        if dead {
            deleted.push(ClockRange { client: id.client, clock: id.clock, len });
        }
    }

    pub(crate) fn known(&self, client: u64) -> Option<&Known> {
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
                self.places.push(Place::Text(Vec::new()));
            }
            Some(key) => {
                let root = self.roots.entry(root.into()).or_insert_with(|| Root::Map(HashMap::new()));
                let key: Arc<str> = key.into();
                if let Root::Map(keys) = root {
                    keys.insert(key.clone(), new);
                }
                self.places.push(Place::Key(key, Chain::default()));
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
        let spot = |place, depth, stretch| Spot { place, depth, stretch };
        let mut runs = Vec::new();
        Run::push(&mut runs, 0, spot(1, 0, 0));
        Run::push(&mut runs, 1, spot(1, 1, 0));
        assert_eq!(runs.len(), 1);
        Run::push(&mut runs, 2, spot(1, 9, 0));
        Run::push(&mut runs, 3, spot(1, 10, 1));
        Run::push(&mut runs, 4, spot(GONE, 0, 0));
        Run::push(&mut runs, 9, spot(GONE, 0, 0));
        assert_eq!(runs.len(), 4);
        assert_eq!(Run::find(&runs, 1), Some(spot(1, 1, 0)));
        assert_eq!(Run::find(&runs, 2), Some(spot(1, 9, 0)));
        assert_eq!(Run::find(&runs, 3), Some(spot(1, 10, 1)));
    }

    #[test]
    fn an_empty_document_knows_nobody() {
        let index = Index::load(&[0, 0], &|_: &str| None).unwrap();
        assert_eq!(index, Index::new());
        assert_eq!((index.clock(7), index.encode_state_vector()), (0, vec![0]));
    }
}
