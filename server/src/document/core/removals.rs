//! How much people took lately out of what others wrote: before it becomes much, how it was is kept (docs/protocol.md R1).

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use samenbeeld_gate::{Accepted, ClockRange};
use samenbeeld_schema::doc::layout::{home, joint_text};
use samenbeeld_schema::ids::{ItemId, PersonId};
use samenbeeld_schema::model::Kind;
use samenbeeld_schema::protocol::{REMOVED_CHARACTERS_MAX, REMOVED_THINGS_MAX, REMOVED_WITHIN_MS};

use super::queue::Queued;
use super::{Core, Effect};
use crate::document::Timestamp;

/// The fields by which a thing is put away (docs/document-format.md D9).
const PUT_AWAY: [&str; 2] = ["withdrawn", "off_table"];
/// After a restore point that could not be made, the next is tried this much later.
const AGAIN_MS: u64 = 60_000;
/// Characters that went within this time are counted as one removal.
const TOGETHER_MS: u64 = 10_000;

/// What one update takes out of what others wrote.
#[derive(Debug, Default)]
pub(super) struct Removed {
    characters: usize,
    things: BTreeSet<ItemId>,
}

/// What one person took out within the time that counts.
#[derive(Default)]
struct Lately {
    texts: VecDeque<(Timestamp, usize)>,
    /// One more than may go unnoticed is enough to know.
    things: VecDeque<(Timestamp, ItemId)>,
}

impl Lately {
    fn note(&mut self, at: Timestamp, removed: Removed) {
        self.forget_before(at.saturating_sub(REMOVED_WITHIN_MS as u64));
        match self.texts.back_mut() {
            Some((since, characters)) if at.saturating_sub(*since) < TOGETHER_MS => *characters += removed.characters,
            _ if removed.characters > 0 => self.texts.push_back((at, removed.characters)),
            _ => {}
        }
        for thing in removed.things {
            self.things.retain(|(_, known)| *known != thing);
            self.things.push_back((at, thing));
            if self.things.len() > REMOVED_THINGS_MAX + 1 {
                self.things.pop_front();
            }
        }
    }

    fn forget_before(&mut self, start: Timestamp) {
        self.texts.retain(|(at, _)| *at >= start);
        self.things.retain(|(at, _)| *at >= start);
    }
}

/// Bounded: of each person who may write here, a removal every ten seconds for ten minutes, and eleven things.
#[derive(Default)]
pub(super) struct Removals {
    by: HashMap<PersonId, Lately>,
    /// Of the batch that is judged or committed; counts from when it is on disk.
    expected: Vec<(PersonId, Timestamp, Removed)>,
    /// A restore point was asked for and has not come yet.
    asked: bool,
    /// Until then there is no other restore point.
    rests_until: Timestamp,
}

impl Removals {
    /// Whether this on top of what went before is so much that how it was must be kept first.
    fn is_much(&self, person: &PersonId, at: Timestamp, removed: &Removed) -> bool {
        if (removed.characters == 0 && removed.things.is_empty()) || at < self.rests_until {
            return false;
        }
        let start = at.saturating_sub(REMOVED_WITHIN_MS as u64);
        let mut characters = removed.characters;
        let mut things = removed.things.clone();
        if let Some(lately) = self.by.get(person) {
            characters += lately.texts.iter().filter(|(at, _)| *at >= start).map(|(_, went)| went).sum::<usize>();
            things.extend(lately.things.iter().filter(|(at, _)| *at >= start).map(|(_, thing)| *thing));
        }
        for (_, _, expected) in self.expected.iter().filter(|(who, ..)| who == person) {
            characters += expected.characters;
            things.extend(&expected.things);
        }
        characters > REMOVED_CHARACTERS_MAX || things.len() > REMOVED_THINGS_MAX
    }

    pub(super) fn expect(&mut self, person: &PersonId, at: Timestamp, removed: Removed) {
        if removed.characters > 0 || !removed.things.is_empty() {
            self.expected.push((person.clone(), at, removed));
        }
    }

    /// What was expected is on disk.
    pub(super) fn stored(&mut self) {
        for (person, at, removed) in self.expected.drain(..) {
            self.by.entry(person).or_default().note(at, removed);
        }
    }

    /// What was expected is judged again.
    pub(super) fn not_stored(&mut self) {
        self.expected.clear();
    }

    /// Whether nothing of it counts any more.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        let start = now.saturating_sub(REMOVED_WITHIN_MS as u64);
        let last = |lately: &Lately| {
            let (text, thing) = (lately.texts.back(), lately.things.back());
            text.map(|(at, _)| *at).max(thing.map(|(at, _)| *at)).unwrap_or_default()
        };
        now >= self.rests_until && self.by.values().all(|lately| last(lately) < start)
    }
}

impl Core {
    /// What an update takes out of what others wrote.
    pub(super) fn removed_by(&self, person: &PersonId, accepted: &Accepted<'_>, fresh: &[(u64, PersonId)]) -> Removed {
        let of_others = |range: ClockRange| {
            let authors = self.authors.runs.of(range, |client| self.client_ids.author(client, fresh));
            authors
                .iter()
                .filter(|(_, author)| author.is_some_and(|author| author != person))
                .map(|(part, _)| part.len)
                .sum()
        };
        let taken = self.index.taken(accepted, &of_others);
        let home = home(self.roots.kind());
        let cleared = taken.cleared.iter().filter(|(root, _)| Kind::in_root(home, root).is_some());
        let mut things: BTreeSet<ItemId> = cleared
            .filter_map(|(_, key)| thing(key))
            .filter(|(_, field)| !PUT_AWAY.contains(field))
            .map(|(id, _)| id)
            .collect();
        let put_away: HashSet<ItemId> = self
            .index
            .written(accepted)
            .filter_map(thing)
            .filter(|(_, field)| PUT_AWAY.contains(field))
            .map(|(id, _)| id)
            .collect();
        if !put_away.is_empty() {
            self.index.writers(|place, range| {
                let of =
                    joint_text(place).map(|(_, id, _)| id).or_else(|| ItemId::parse(place.split('/').next()?).ok());
                things.extend(of.filter(|id| put_away.contains(id) && of_others(range) > 0));
            });
        }
        Removed { characters: taken.characters, things }
    }

    /// Whether an update has to wait until how it was is kept.
    pub(super) fn waits_for_restore_point(&self, queued: &Queued, removed: &Removed) -> bool {
        self.removals.is_much(&queued.person, queued.received, removed)
    }

    /// Keeps an update until how it was before is kept. It counts as waiting meanwhile; others go on.
    pub(super) fn hold(&mut self, queued: Queued, out: &mut Vec<Effect>) {
        if !std::mem::replace(&mut self.removals.asked, true) {
            out.push(Effect::RestorePoint { by: queued.person.clone() });
        }
        self.queue_bytes += queued.weight();
        self.held.push(queued);
    }

    /// The restore point is there, with whom to tell what of it; or it could not be made, and what waited for it goes on
    /// all the same.
    pub fn restore_point(&mut self, made: Option<(BTreeSet<PersonId>, String)>, now: Timestamp, out: &mut Vec<Effect>) {
        self.removals.asked = false;
        self.removals.rests_until = now + if made.is_some() { REMOVED_WITHIN_MS as u64 } else { AGAIN_MS };
        for queued in std::mem::take(&mut self.held).into_iter().rev() {
            self.queue.push_front(queued);
        }
        if let Some((told, notice)) = made {
            self.tell(&told, &notice, out);
        }
    }
}

/// The thing and its field that a key stands for; a member of a set is no field.
fn thing(key: &str) -> Option<(ItemId, &str)> {
    let (id, field) = key.split_once('/')?;
    if field.contains('/') {
        return None;
    }
    Some((ItemId::parse(id).ok()?, field))
}
