//! The verdict on an update, and what follows from it (docs/protocol.md G2 to G6).

use std::borrow::Cow;

use crate::draft::{Draft, Stop};
use crate::index::Step;
use crate::ranges::{ClockRange, ClockSet, join};
use crate::read::Malformed;
use crate::update::Update;
use crate::write::{put_block, put_deletes, put_gc, put_number};
use crate::{Index, Owner, Roots};

/// What to do with an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// The store has all of it: acknowledge, change nothing (docs/protocol.md S8, S10).
    Nothing,
    /// Apply, store and send on the clean bytes.
    Accept(Accepted<'a>),
    /// It builds on something that isn't here (docs/protocol.md S7, G5).
    Gap,
    /// Nothing of it is taken (docs/protocol.md S11).
    Refuse(Refusal),
}

/// An update of which everything left may be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted<'a> {
    /// What to apply, store and send on: the very bytes of the update when nothing was clipped.
    pub clean: Cow<'a, [u8]>,
    /// The clocks it adds, one range per client, sorted.
    pub inserted: Vec<ClockRange>,
    /// The clocks it newly deletes, sorted and joined: those it names, writes of a map key that it replaces, and clocks
    /// of its own that come deleted or are replaced at once.
    pub deleted: Vec<ClockRange>,
    /// New text and values that don't count though their author didn't remove them: somebody else's write of the same key
    /// counts, or the place they belong to is forgotten. Sorted and joined.
    pub overruled: Vec<ClockRange>,
    /// Clients that were nobody's and are first used here, sorted.
    pub new_clients: Vec<u64>,
    /// The places the index doesn't have yet, in the order of the numbers they get from `fresh_from` on.
    pub fresh: Vec<Fresh<'a>>,
    pub(crate) steps: Vec<Step>,
    pub(crate) fresh_from: u32,
}

/// A place that an update writes in for the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh<'a> {
    pub root: Cow<'a, str>,
    /// The key, in a map.
    pub key: Option<Cow<'a, str>>,
    /// The value of the first write of the key, when that is one string.
    pub value: Option<Cow<'a, str>>,
}

impl Accepted<'_> {
    /// The same, borrowing nothing, to keep while a commit is under way.
    pub fn into_owned(self) -> Accepted<'static> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Accepted {
            clean: Cow::Owned(self.clean.into_owned()),
            inserted: self.inserted,
            deleted: self.deleted,
            overruled: self.overruled,
            new_clients: self.new_clients,
            fresh: self
                .fresh
                .into_iter()
                .map(|place| Fresh {
                    root: owned(place.root),
                    key: place.key.map(owned),
                    value: place.value.map(owned),
                })
                .collect(),
            steps: self.steps,
            fresh_from: self.fresh_from,
        }
    }
}

/// Why nothing of an update is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// It holds new blocks under the client id of another person.
    #[error("client {0} belongs to another person")]
    ForeignBlock(u64),
    /// It holds new blocks under a client id of an older generation.
    #[error("client {0} belongs to an older generation")]
    Burnt(u64),
    /// The sender skips clocks of its own.
    #[error("client {0} skips its own clocks")]
    SkipOfOwn(u64),
    /// A root that this kind of document doesn't have.
    #[error("the document may not have this root")]
    UnknownRoot,
    /// A parent that is an item: nothing is nested here.
    #[error("items inside items are not allowed")]
    NestedParent,
    /// The neighbours stand in different places, are the same, or never stood side by side.
    #[error("the neighbours do not fit each other")]
    CrossedOrigins,
    /// A write of a map key that wants something behind it: no honest client makes one.
    #[error("a map write has a right neighbour")]
    RightOriginInMap,
    /// A key in a text, or none in a map.
    #[error("a map needs a key and a text has none")]
    WrongShape,
    /// Text in a map, values in a text, or several values that count at once under one key.
    #[error("this content does not belong in this root")]
    ContentKind,
    /// A block without content that is too long, or more clients than a document may have.
    #[error("the update is too large")]
    TooLarge,
}

impl Index {
    /// Judges an update against what the store has. The index stays as it is until [`Index::admit`].
    pub fn judge<'a>(&self, update: &Update<'a>, roots: &dyn Roots, owner: &dyn Fn(u64) -> Owner) -> Verdict<'a> {
        match weigh(self, update, roots, owner) {
            Ok(Some(accepted)) => Verdict::Accept(accepted),
            Ok(None) => Verdict::Nothing,
            Err(Stop::Gap) => Verdict::Gap,
            Err(Stop::Refuse(refusal)) => Verdict::Refuse(refusal),
        }
    }
}

fn weigh<'a>(
    index: &Index,
    update: &Update<'a>,
    roots: &dyn Roots,
    owner: &dyn Fn(u64) -> Owner,
) -> Result<Option<Accepted<'a>>, Stop> {
    let mut draft = Draft::open(index, update, roots, owner)?;
    draft.resolve()?;
    let named = newly_named(index, update, &draft)?;
    if draft.sections.is_empty() && named.is_empty() {
        return Ok(None);
    }
    draft.check_several_values(&update.deletes)?;
    let inserted: Vec<ClockRange> = draft
        .sections
        .iter()
        .map(|open| ClockRange { client: open.client, clock: open.known, len: open.done.saturating_sub(open.known) })
        .collect();
    let clean = if draft.clipped || !update.tidy || named != update.deletes {
        Cow::Owned(write_clean(update, &draft, &named).map_err(Stop::from)?)
    } else {
        Cow::Borrowed(update.bytes)
    };
    let overruled = overruled(update, &mut draft);
    let deleted = newly_deleted(index, named, &mut draft.gone);
    Ok(Some(Accepted {
        clean,
        inserted,
        deleted,
        overruled,
        new_clients: draft.new_clients,
        fresh: draft.fresh,
        steps: draft.steps,
        fresh_from: index.place_count(),
    }))
}

/// The ranges of the delete set that aren't deleted yet; a gap when one of them isn't known.
fn newly_named(index: &Index, update: &Update<'_>, draft: &Draft<'_, '_>) -> Result<Vec<ClockRange>, Stop> {
    let mut named = Vec::new();
    for range in &update.deletes {
        if range.end() > draft.clock_after(range.client) {
            return Err(Stop::Gap);
        }
        index.undeleted(range.client, range.clock, range.end(), |start, end| {
            named.push(ClockRange { client: range.client, clock: start, len: end.saturating_sub(start) });
        });
    }
    Ok(named)
}

/// What is deleted afterwards and wasn't before.
fn newly_deleted(index: &Index, named: Vec<ClockRange>, gone: &mut Vec<ClockRange>) -> Vec<ClockRange> {
    if gone.is_empty() {
        return named;
    }
    gone.extend(named);
    join(gone);
    let mut deleted = Vec::with_capacity(gone.len());
    for range in gone.iter() {
        index.undeleted(range.client, range.clock, range.end(), |start, end| {
            deleted.push(ClockRange { client: range.client, clock: start, len: end.saturating_sub(start) });
        });
    }
    deleted
}

/// What came with content and doesn't count, without what its author removed or replaced in the same update.
fn overruled(update: &Update<'_>, draft: &mut Draft<'_, '_>) -> Vec<ClockRange> {
    if draft.overruled.is_empty() {
        return Vec::new();
    }
    let mut own = update.deletes.clone();
    own.extend(draft.steps.iter().filter_map(|step| step.above).map(|id| ClockRange {
        client: id.client,
        clock: id.clock,
        len: 1,
    }));
    join(&mut own);
    join(&mut draft.overruled);
    let mut left = Vec::new();
    for range in &draft.overruled {
        let mut removed = ClockSet::default();
        let of_client = own.iter().filter(|one| one.client == range.client);
        removed.add(of_client.map(|one| (one.clock, one.end())).collect::<Vec<_>>().into_iter());
        removed.gaps(range.clock, range.end(), |start, end| {
            left.push(ClockRange { client: range.client, clock: start, len: end.saturating_sub(start) });
        });
    }
    left
}

/// The bytes without what is known, with blocks whose place is forgotten written as such.
fn write_clean(update: &Update<'_>, draft: &Draft<'_, '_>, named: &[ClockRange]) -> Result<Vec<u8>, Malformed> {
    let mut out = Vec::with_capacity(update.bytes.len().saturating_add(16));
    put_number(&mut out, draft.sections.len() as u64);
    let mut body = Vec::new();
    for open in draft.sections.iter().rev() {
        body.clear();
        let mut count = 0_u64;
        let mut blocks = open.all;
        while let Some(block) = blocks.next()? {
            if block.end <= open.known {
                continue;
            }
            let clock = block.clock.max(open.known);
            if open.forgotten.binary_search(&clock).is_ok() {
                put_gc(&mut body, block.end.saturating_sub(clock));
            } else {
                put_block(&mut body, open.client, &block, clock)?;
            }
            count = count.saturating_add(1);
        }
        put_number(&mut out, count);
        put_number(&mut out, open.client);
        put_number(&mut out, u64::from(open.known));
        out.extend_from_slice(&body);
    }
    put_deletes(&mut out, named);
    Ok(out)
}
