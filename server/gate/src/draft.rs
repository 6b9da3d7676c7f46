//! A draft of what an update would do: finds the place of every new block, in the order of their dependencies, without
//! touching the index.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::chain::{ChainDraft, Landing, land};
use crate::index::{GONE, Run, Spot, Step};
use crate::judge::Fresh;
use crate::ranges::ClockRange;
use crate::read::Malformed;
use crate::section::Open;
use crate::stretch::{Stretch, Stretches};
use crate::update::{Block, Content, Parent, Source, Update};
use crate::value::only_string;
use crate::{CLIENTS_MAX, EMPTY_BLOCK_MAX, Id, Index, Owner, Refusal, RootShape, Roots};

/// Why a draft ends early.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    Gap,
    Refuse(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Stop::Refuse(refusal)
    }
}

impl From<Malformed> for Stop {
    /// Blocks are walked a second time after [`crate::parse_update`] walked them, so this doesn't happen; if it did, the
    /// update must not pass.
    fn from(_: Malformed) -> Self {
        Stop::Refuse(Refusal::ContentKind)
    }
}

/// What an update would do to an index.
pub(crate) struct Draft<'i, 'a> {
    index: &'i Index,
    roots: &'i dyn Roots,
    source: Source,
    /// The sections with something new, sorted by client.
    pub sections: Vec<Open<'a>>,
    /// Whether anything was left out or rewritten so far.
    pub clipped: bool,
    pub new_clients: Vec<u64>,
    pub steps: Vec<Step>,
    pub fresh: Vec<Fresh<'a>>,
    fresh_places: HashMap<(&'a str, Option<&'a str>), u32>,
    chains: HashMap<u32, ChainDraft<'i>>,
    /// New stretches by text.
    stretches: HashMap<u32, Vec<Stretch>>,
    /// Clocks that end up deleted without being named.
    pub gone: Vec<ClockRange>,
    /// Clocks with content among those, whose author may not know it.
    pub overruled: Vec<ClockRange>,
    /// Blocks with several values under one key.
    several: Vec<ClockRange>,
}

/// What became of reading a section.
enum Progress {
    Reached,
    Needs { section: usize, clock: u32 },
}

/// Where an origin is.
enum Origin {
    Found(Spot),
    Later { section: usize },
}

impl<'i, 'a> Draft<'i, 'a> {
    /// Sorts the sections by whose they are (docs/protocol.md G2, G4, C2, C3).
    pub fn open(
        index: &'i Index,
        update: &Update<'a>,
        roots: &'i dyn Roots,
        owner: &dyn Fn(u64) -> Owner,
    ) -> Result<Self, Stop> {
        let mut draft = Self {
            index,
            roots,
            source: update.source,
            sections: Vec::new(),
            clipped: false,
            new_clients: Vec::new(),
            steps: Vec::new(),
            fresh: Vec::new(),
            fresh_places: HashMap::new(),
            chains: HashMap::new(),
            stretches: HashMap::new(),
            gone: Vec::new(),
            overruled: Vec::new(),
            several: Vec::new(),
        };
        let mut gap = false;
        let mut new = 0_usize;
        for section in &update.sections {
            let known = index.clock(section.client);
            let owner = owner(section.client);
            let news = section.cut > known && section.cut > section.clock;
            match owner {
                Owner::Sender | Owner::Free if section.skips => return Err(Refusal::SkipOfOwn(section.client).into()),
                Owner::Other if news => return Err(Refusal::ForeignBlock(section.client).into()),
                Owner::Burnt if news => return Err(Refusal::Burnt(section.client).into()),
                Owner::Sender | Owner::Free if news => {
                    gap |= section.clock > known;
                    new = new.saturating_add(usize::from(known == 0));
                    if owner == Owner::Free {
                        draft.new_clients.push(section.client);
                    }
                    draft.clipped |= section.clock < known;
                    draft.sections.push(Open::new(section, known));
                }
                _ => draft.clipped = true,
            }
        }
        if index.client_count().saturating_add(new) > CLIENTS_MAX {
            return Err(Refusal::TooLarge.into());
        }
        if gap { Err(Stop::Gap) } else { Ok(draft) }
    }

    /// The next clock of a client after this update.
    pub fn clock_after(&self, client: u64) -> u32 {
        match self.section(client) {
            Some(at) => self.sections.get(at).map_or(0, |open| open.done),
            None => self.index.clock(client),
        }
    }

    /// Finds the place of every new block. A block may need one of another section of the same update.
    pub fn resolve(&mut self) -> Result<(), Stop> {
        let mut waiting: Vec<(usize, u32)> = Vec::new();
        for first in 0..self.sections.len() {
            waiting.push((first, u32::MAX));
            while let Some(&(at, until)) = waiting.last() {
                match self.advance(at, until)? {
                    Progress::Reached => {
                        self.set_waits(at, false);
                        waiting.pop();
                    }
                    Progress::Needs { section, clock } => {
                        self.set_waits(at, true);
                        // Two blocks that need each other can never find a place.
                        if self.sections.get(section).is_none_or(|open| open.waits) {
                            return Err(Stop::Gap);
                        }
                        waiting.push((section, clock));
                    }
                }
            }
        }
        Ok(())
    }

    fn set_waits(&mut self, at: usize, waits: bool) {
        if let Some(open) = self.sections.get_mut(at) {
            open.waits = waits;
        }
    }

    /// Reads a section until the clock is reached or a block needs something of another section.
    fn advance(&mut self, at: usize, until: u32) -> Result<Progress, Stop> {
        loop {
            let Some(open) = self.sections.get_mut(at) else { return Ok(Progress::Reached) };
            if open.done > until {
                return Ok(Progress::Reached);
            }
            let Some(block) = open.next()? else { return Ok(Progress::Reached) };
            let client = open.client;
            for origin in [block.left, block.right].into_iter().flatten() {
                if let Origin::Later { section } = self.origin(origin)? {
                    if section == at {
                        return Err(Stop::Gap);
                    }
                    if let Some(open) = self.sections.get_mut(at) {
                        open.parked = Some(block);
                    }
                    return Ok(Progress::Needs { section, clock: origin.clock });
                }
            }
            self.put(at, client, &block)?;
        }
    }

    fn section(&self, client: u64) -> Option<usize> {
        self.sections.binary_search_by_key(&client, |open| open.client).ok()
    }

    fn origin(&self, id: Id) -> Result<Origin, Stop> {
        let Some(section) = self.section(id.client) else {
            return self.index.locate(id).map(Origin::Found).ok_or(Stop::Gap);
        };
        let Some(open) = self.sections.get(section) else { return Err(Stop::Gap) };
        let spot = if id.clock < open.known {
            self.index.locate(id)
        } else if id.clock < open.done {
            Run::find(&open.runs, id.clock)
        } else if id.clock < open.end {
            return Ok(Origin::Later { section });
        } else {
            None
        };
        spot.map(Origin::Found).ok_or(Stop::Gap)
    }

    fn found(&self, id: Option<Id>) -> Result<Option<Spot>, Stop> {
        match id.map(|id| self.origin(id)).transpose()? {
            None => Ok(None),
            Some(Origin::Found(spot)) => Ok(Some(spot)),
            Some(Origin::Later { .. }) => Err(Stop::Gap),
        }
    }

    /// Puts a block whose origins are known in its place (docs/protocol.md G3).
    fn put(&mut self, at: usize, client: u64, block: &Block<'a>) -> Result<(), Stop> {
        let len = block.end.saturating_sub(block.clock);
        let empty = matches!(block.content, Content::Gc | Content::Deleted);
        if empty && len > EMPTY_BLOCK_MAX && self.source == Source::Peer {
            return Err(Refusal::TooLarge.into());
        }
        let id = Id { client, clock: block.clock };
        let left = self.found(block.left)?;
        let right = self.found(block.right)?;
        let place = match (block.content, left, right) {
            (Content::Gc | Content::Skip, ..) => GONE,
            (_, Some(left), Some(right)) if left.place == GONE || right.place == GONE => GONE,
            (_, Some(left), Some(right)) if left.place != right.place || block.left == block.right => {
                return Err(Refusal::CrossedOrigins.into());
            }
            (_, Some(spot), _) | (_, None, Some(spot)) => spot.place,
            (content, None, None) => self.named_place(block.parent, content)?,
        };
        let keyed = place != GONE && self.index.is_key(place).unwrap_or_else(|| self.fresh_is_key(place));
        let mut dead = empty || place == GONE;
        let mut spot = Spot { place, depth: 0, stretch: 0 };
        if place == GONE {
            self.forget(at, block);
        } else {
            match (block.content, keyed) {
                (Content::Deleted, _) | (Content::Text(_), false) | (Content::Values(_), true) => {}
                _ => return Err(Refusal::ContentKind.into()),
            }
        }
        if keyed {
            if block.right.is_some() {
                return Err(Refusal::RightOriginInMap.into());
            }
            let above = block.left.zip(left).map(|(id, spot)| (id, spot.depth));
            let index = self.index;
            let chain = self.chains.entry(place).or_insert_with(|| ChainDraft::over(index.chain(place)));
            let (landing, depth) = land(chain, id, len, above);
            spot.depth = depth;
            match landing {
                Landing::Last { over: Some(over) } => {
                    self.gone.push(ClockRange { client: over.client, clock: over.clock, len: 1 });
                }
                Landing::Last { over: None } => {}
                Landing::Behind => dead = true,
            }
            if len > 1 && !empty {
                self.several.push(ClockRange { client, clock: block.clock, len });
            }
        } else if place != GONE {
            spot = self.put_letters(id, len, place, block.left.zip(left), right)?;
        }
        if dead {
            let range = ClockRange { client, clock: block.clock, len };
            self.gone.push(range);
            if !empty {
                self.overruled.push(range);
            }
        }
        if let Some(open) = self.sections.get_mut(at) {
            Run::push(&mut open.runs, block.clock, spot);
            open.done = block.end;
        }
        self.step(Step { id, len, place, above: block.left, dead }, keyed);
        Ok(())
    }

    /// Puts letters in a text, if the two they want to stand between can ever have stood side by side.
    fn put_letters(
        &mut self,
        id: Id,
        len: u32,
        place: u32,
        left: Option<(Id, Spot)>,
        right: Option<Spot>,
    ) -> Result<Spot, Stop> {
        let added = self.stretches.get(&place).map_or(&[][..], Vec::as_slice);
        let stretches = Stretches { kept: self.index.stretches(place), added };
        // What is stored was judged when it came.
        let apart = right.is_some_and(|right| !stretches.side_by_side(left.map(|(_, spot)| spot), right));
        if apart && self.source == Source::Peer {
            return Err(Refusal::CrossedOrigins.into());
        }
        let (spot, first) = stretches.put(id, place, left);
        // Only whole armies of deleted letters get that deep.
        if spot.depth.checked_add(len).is_none() {
            return Err(Refusal::TooLarge.into());
        }
        if let Some(first) = first {
            self.stretches.entry(place).or_default().push(first);
        }
        Ok(spot)
    }

    /// Notes a step, in the one before if a text or what is forgotten goes on.
    fn step(&mut self, step: Step, keyed: bool) {
        if let Some(last) = self.steps.last_mut().filter(|_| !keyed) {
            let end = Id { client: last.id.client, clock: last.id.clock.saturating_add(last.len).saturating_sub(1) };
            let next = Id { clock: end.clock.saturating_add(1), ..end };
            let goes_on = step.place == GONE || step.above == Some(end);
            if goes_on && next == step.id && last.place == step.place && last.dead == step.dead {
                last.len = last.len.saturating_add(step.len);
                return;
            }
        }
        self.steps.push(step);
    }

    /// Whoever builds on forgotten clocks is forgotten too. Browsers do this by themselves, the server's library in other
    /// cases than they; written as forgotten, all read it alike.
    fn forget(&mut self, at: usize, block: &Block<'a>) {
        if block.content != Content::Gc {
            self.clipped = true;
            if let Some(open) = self.sections.get_mut(at) {
                open.forgotten.push(block.clock);
            }
        }
    }

    fn named_place(&mut self, parent: Parent<'a>, content: Content<'a>) -> Result<u32, Stop> {
        let (name, key) = match parent {
            Parent::Root { name, key } => (name, key),
            Parent::Item => return Err(Refusal::NestedParent.into()),
            Parent::Neighbour => return Err(Stop::Gap),
        };
        match (self.roots.shape(name).ok_or(Refusal::UnknownRoot)?, key) {
            (RootShape::Map, Some(_)) | (RootShape::Text, None) => {}
            _ => return Err(Refusal::WrongShape.into()),
        }
        if let Some(place) = self.index.place(name, key) {
            return Ok(place);
        }
        if let Some(&place) = self.fresh_places.get(&(name, key)) {
            return Ok(place);
        }
        let fresh = u32::try_from(self.fresh.len()).map_err(|_| Refusal::TooLarge)?;
        let place = self.index.place_count().saturating_add(fresh);
        let value = match content {
            Content::Values(bytes) if key.is_some() => only_string(bytes).map(Cow::Borrowed),
            _ => None,
        };
        self.fresh.push(Fresh { root: Cow::Borrowed(name), key: key.map(Cow::Borrowed), value });
        self.fresh_places.insert((name, key), place);
        Ok(place)
    }

    fn fresh_is_key(&self, place: u32) -> bool {
        let fresh = place.checked_sub(self.index.place_count()).and_then(|at| self.fresh.get(at as usize));
        fresh.is_some_and(|place| place.key.is_some())
    }

    /// Several values in one block under a key are several writes that grew together after they were all replaced. The
    /// sender of such a block says so in its delete set; values that would all count at once are nobody's honest write.
    pub fn check_several_values(&self, deletes: &[ClockRange]) -> Result<(), Stop> {
        for range in &self.several {
            let after = deletes.partition_point(|delete| (delete.client, delete.clock) <= (range.client, range.clock));
            let around = after.checked_sub(1).and_then(|at| deletes.get(at));
            if !around.is_some_and(|delete| delete.client == range.client && delete.end() >= range.end()) {
                return Err(Refusal::ContentKind.into());
            }
        }
        Ok(())
    }
}
