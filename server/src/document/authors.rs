//! Whose words the pieces of a text are (docs/protocol.md C5).
//!
//! Words belong to whom their client id is bound to. Only where somebody puts back what another wrote, because they undo,
//! move or restore, an *author run* says whose the words are: [`Runs`]. To know it, [`Removals`] remembers what was taken
//! out of the joint texts of one document, bounded.

use std::collections::{BTreeMap, VecDeque};

use samenbeeld_gate::{ClockRange, TextPiece};
use samenbeeld_schema::ids::PersonId;
use serde::{Serialize, Serializer};

/// UTF-16 units that are remembered of what was taken out of one document, and of one removal. The oldest are forgotten
/// first, and what is longer is not remembered; who puts that back is taken for its author.
pub const REMEMBERED_MAX: usize = 32 * 1024;
/// Removals that are remembered of one document.
pub const REMOVALS_MAX: usize = 256;
/// Author runs of one document. When it has more, those of words that are gone are dropped; when that is not enough, what
/// is put back belongs to who puts it back.
pub const RUNS_MAX: usize = 4_096;
/// Words of at least so many units are recognised wherever they are put back; shorter ones only where they stood, since
/// everybody types *ja* and *nee*.
const MOVED_MIN: usize = 12;

/// Words of one person under the client id of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorRun {
    pub range: ClockRange,
    pub person: PersonId,
}

impl Serialize for AuthorRun {
    /// As `[client, clock, length, person]`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.range.client, self.range.clock, self.range.len, &self.person).serialize(serializer)
    }
}

/// The author runs of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Runs(BTreeMap<(u64, u32), (u32, PersonId)>);

impl Runs {
    pub fn new(runs: impl IntoIterator<Item = AuthorRun>) -> Self {
        let mut all = Self::default();
        all.add(runs);
        all
    }

    pub fn add(&mut self, runs: impl IntoIterator<Item = AuthorRun>) {
        self.0.extend(runs.into_iter().map(|run| ((run.range.client, run.range.clock), (run.range.len, run.person))));
    }

    pub fn all(&self) -> Vec<AuthorRun> {
        let run = |(&(client, clock), (len, person)): (&(u64, u32), &(u32, PersonId))| AuthorRun {
            range: ClockRange { client, clock, len: *len },
            person: person.clone(),
        };
        self.0.iter().map(run).collect()
    }

    /// Whether there is room for more, after runs of words that are gone made room.
    fn has_room(&mut self, is_gone: impl Fn(ClockRange) -> bool) -> bool {
        if self.0.len() >= RUNS_MAX {
            self.0.retain(|&(client, clock), (len, _)| !is_gone(ClockRange { client, clock, len: *len }));
        }
        self.0.len() < RUNS_MAX
    }

    /// The authors of a range, part by part in its order. `owner` knows whose a client id is.
    pub fn of<'a, 'o: 'a>(
        &'a self,
        range: ClockRange,
        owner: impl Fn(u64) -> Option<&'o PersonId>,
    ) -> Vec<(ClockRange, Option<&'a PersonId>)> {
        let ClockRange { client, .. } = range;
        let mut parts: Vec<(ClockRange, Option<&PersonId>)> = Vec::new();
        let mut add = |clock: u32, end: u32, person| {
            if end > clock {
                parts.push((ClockRange { client, clock, len: end - clock }, person));
            }
        };
        let mut at = range.clock;
        let first = self.0.range(..=(client, at)).next_back().filter(|((of, _), _)| *of == client);
        let rest = self.0.range((client, at.saturating_add(1))..(client, range.end().max(at.saturating_add(1))));
        for (&(_, clock), (len, person)) in first.into_iter().chain(rest) {
            let (from, end) = (clock.max(at), clock.saturating_add(*len).min(range.end()));
            if end <= at {
                continue;
            }
            add(at, from, owner(client));
            add(from, end, Some(person));
            at = end;
        }
        add(at, range.end(), owner(client));
        parts
    }
}

/// Words that stand together in a text and are about to be taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOut {
    pub words: Vec<u16>,
    /// What they are made of, in the order of the text.
    pub parts: Vec<ClockRange>,
}

/// Words that stood together in a text and were taken out at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    pub words: Vec<u16>,
    /// What it was made of, in the order of the text, and whose each part was.
    pub parts: Vec<(ClockRange, Option<PersonId>)>,
}

impl Removal {
    /// Whether a clock is one of its own.
    fn holds(&self, (client, clock): (u64, u32)) -> bool {
        self.parts.iter().any(|(part, _)| part.client == client && (part.clock..part.end()).contains(&clock))
    }

    /// The words from a clock on to the end of its part, and whose they are.
    fn from(&self, (client, clock): (u64, u32)) -> Option<(&[u16], Option<&PersonId>)> {
        let mut at = 0;
        for (part, person) in &self.parts {
            let end = at + part.len as usize;
            if part.client == client && (part.clock..part.end()).contains(&clock) {
                return Some((self.words.get(at + (clock - part.clock) as usize..end)?, person.as_ref()));
            }
            at = end;
        }
        None
    }
}

/// What was taken out of a document's texts, the newest last.
#[derive(Debug, Default)]
pub struct Removals {
    all: VecDeque<(Removal, Back)>,
    units: usize,
}

/// Whether words were put back already: each is recognised once elsewhere than where it stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Back {
    NotYet,
    Already,
}

impl Removals {
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Remembers what was taken out; what is remembered already stays as it is.
    pub fn remember(&mut self, removal: Removal) {
        let units = removal.words.len();
        let known = |(other, _): &(Removal, Back)| other.words.len() == units && other.parts == removal.parts;
        if units == 0 || units > REMEMBERED_MAX || self.all.iter().any(known) {
            return;
        }
        self.units += units;
        self.all.push_back((removal, Back::NotYet));
        while self.all.len() > REMOVALS_MAX || self.units > REMEMBERED_MAX {
            let Some((oldest, _)) = self.all.pop_front() else { break };
            self.units -= oldest.words.len();
        }
    }

    /// Whose words a new piece of text is, part by part, when it puts back what was taken out.
    pub fn put_back(&mut self, piece: &TextPiece<'_>) -> Option<Vec<(u32, Option<PersonId>)>> {
        let words: Vec<u16> = piece.words.encode_utf16().collect();
        self.undone(piece, &words).or_else(|| self.restored(piece, &words))
    }

    /// Whoever undoes puts a copy left of what was taken out: it says itself what it is a copy of.
    fn undone(&self, piece: &TextPiece<'_>, words: &[u16]) -> Option<Vec<(u32, Option<PersonId>)>> {
        let (client, mut clock) = piece.right?;
        let mut left = words;
        let mut authors = Vec::new();
        while !left.is_empty() {
            let (stood, person) = self.all.iter().rev().find_map(|(removal, _)| removal.from((client, clock)))?;
            let len = stood.len().min(left.len());
            let (same, rest) = left.split_at(len);
            if stood.get(..len) != Some(same) {
                return None;
            }
            let len = u32::try_from(len).ok()?;
            authors.push((len, person.cloned()));
            clock = clock.checked_add(len)?;
            left = rest;
        }
        Some(authors)
    }

    fn restored(&mut self, piece: &TextPiece<'_>, words: &[u16]) -> Option<Vec<(u32, Option<PersonId>)>> {
        let here = |removal: &Removal| [piece.left, piece.right].into_iter().flatten().any(|id| removal.holds(id));
        let equals = |(removal, back): &&mut (Removal, Back)| {
            *back == Back::NotYet && removal.words == words && (words.len() >= MOVED_MIN || here(removal))
        };
        let (removal, back) = self.all.iter_mut().rev().find(equals)?;
        *back = Back::Already;
        Some(removal.parts.iter().map(|(part, person)| (part.len, person.clone())).collect())
    }
}

/// What a document knows of whose words are whose, beyond its client ids.
#[derive(Debug, Default)]
pub struct Authors {
    pub runs: Runs,
    pub removals: Removals,
}

impl Authors {
    pub fn new(runs: Vec<AuthorRun>) -> Self {
        Self { runs: Runs::new(runs), removals: Removals::default() }
    }

    /// Remembers words that were taken out, with whose they were.
    pub fn taken_out<'a>(&mut self, gone: TakenOut, owner: impl Fn(u64) -> Option<&'a PersonId>) {
        let of = |part: &ClockRange| {
            let authors = self.runs.of(*part, &owner);
            authors.into_iter().map(|(part, person)| (part, person.cloned())).collect::<Vec<_>>()
        };
        let parts = gone.parts.iter().flat_map(of).collect();
        self.removals.remember(Removal { words: gone.words, parts });
    }

    /// The author runs of a piece of text that `by` wrote; empty when the words are their own.
    pub fn written(
        &mut self,
        piece: &TextPiece<'_>,
        by: &PersonId,
        is_gone: impl Fn(ClockRange) -> bool,
    ) -> Vec<AuthorRun> {
        let mut runs: Vec<AuthorRun> = Vec::new();
        let Some(authors) = self.removals.put_back(piece) else { return runs };
        let mut clock = piece.range.clock;
        for (len, person) in authors {
            let range = ClockRange { clock, len, ..piece.range };
            clock = range.end();
            let Some(person) = person.filter(|person| person != by) else { continue };
            match runs.last_mut().filter(|last| last.person == person && last.range.end() == range.clock) {
                Some(last) => last.range.len += len,
                None => runs.push(AuthorRun { range, person }),
            }
        }
        if runs.is_empty() || !self.runs.has_room(is_gone) {
            return Vec::new();
        }
        self.runs.add(runs.iter().cloned());
        runs
    }
}

#[cfg(test)]
mod tests;
