//! *Wat stond hier*: what was taken out of a joint text, in whose words, by whom and when.
//!
//! Nothing is kept for it: the records of the document hold every letter that ever stood there, so they are read again,
//! one after the other, in a document that forgets nothing.

use std::collections::HashMap;

use samenbeeld_gate::ClockRange;
use samenbeeld_schema::ids::PersonId;
use samenbeeld_store::record::{Range, Record};
use serde::Serialize;
use time::OffsetDateTime;
use yrs::types::text::{ChangeKind, Diff, YChange};
use yrs::updates::decoder::Decode;
use yrs::{Any, Doc, OffsetKind, Options, Out, ReadTxn, Snapshot, Text, TextRef, Transact, Update};

use crate::document::authors::{Removal, Runs};
use crate::vault::run_of;

/// What was removed can be read back for so long at least, in milliseconds: ninety days.
const KEPT_MS: u64 = 90 * 24 * 60 * 60 * 1000;
/// Removals of which one follows the other sooner than this belong together, in milliseconds: a word that goes letter by letter.
const TOGETHER_MS: u64 = 30_000;
/// But never longer than this, so that what stood there for a while counts as having stood there.
const TOGETHER_MAX_MS: u64 = 5 * 60_000;
/// Characters given of what stood around it.
const AROUND: usize = 40;
/// Entries given, the newest first.
const ENTRIES: usize = 200;

/// Something that stood in a joint text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Removed {
    pub words: String,
    /// Whose words they were, in the order of the text.
    pub by: Vec<PersonId>,
    pub removed_by: PersonId,
    /// What it was made of, in the order of the text, and whose each part was.
    #[serde(skip)]
    pub parts: Vec<(ClockRange, Option<PersonId>)>,
    /// Milliseconds of the server's clock.
    #[serde(skip)]
    pub at: u64,
    pub day: String,
    /// What stood before and after it then.
    pub before: String,
    pub after: String,
}

/// From which moment on removals can be read back: until ninety days have passed and a later version of the room was
/// established, whichever comes last. `established` is when the last such version was frozen.
pub fn readable_since(now: u64, established: Option<u64>) -> u64 {
    established.map_or(0, |established| established.min(now.saturating_sub(KEPT_MS)))
}

/// The records of a document don't fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the records of the document can't be read one after the other")]
pub struct Unreadable;

impl Removed {
    /// As the document is to remember it, so that the words stay whose they were when they are put back.
    pub fn removal(&self) -> Removal {
        Removal { words: self.words.encode_utf16().collect(), parts: self.parts.clone() }
    }

    fn add(&mut self, parts: Vec<(ClockRange, Option<PersonId>)>) {
        for person in parts.iter().filter_map(|(_, person)| person.as_ref()) {
            if !self.by.contains(person) {
                self.by.push(person.clone());
            }
        }
        self.parts.extend(parts);
    }
}

/// What was removed from the text of this root since a moment, the newest first. The records are all of the document's,
/// oldest first; `author` knows whose a client id is, and the records whose words were put back by another.
pub fn removed(
    records: &[Record],
    root: &str,
    since: u64,
    author: &HashMap<u64, PersonId>,
) -> Result<Vec<Removed>, Unreadable> {
    let doc = Doc::with_options(Options { skip_gc: true, offset_kind: OffsetKind::Utf16, ..Options::default() });
    let text = doc.get_or_insert_text(root);
    let runs = Runs::new(records.iter().flat_map(|record| record.runs.iter().cloned().map(run_of)));
    let whose = |range: ClockRange| runs.of(range, |client| author.get(&client));
    let mut found = Vec::new();
    let mut sitting: Option<Sitting> = None;
    for record in records {
        let taken = record.parts.iter().filter(|part| !part.deleted.is_empty()).map(|part| part.received).max();
        if let Some(at) = taken.filter(|at| *at >= since) {
            if let Some(over) = sitting.take_if(|sitting| !sitting.goes_on(at)) {
                found.extend(over.end(&doc, &text, &whose));
            }
            let sitting = sitting.get_or_insert_with(|| Sitting::begin(&doc, at));
            sitting.last = at;
            for part in &record.parts {
                sitting.takers.extend(part.deleted.iter().map(|range| (*range, part.person.clone(), part.received)));
            }
        }
        let update = Update::decode_v1(&record.update).map_err(|_| Unreadable)?;
        doc.transact_mut().apply_update(update).map_err(|_| Unreadable)?;
    }
    found.extend(sitting.into_iter().flat_map(|sitting| sitting.end(&doc, &text, &whose)));
    found.reverse();
    found.truncate(ENTRIES);
    Ok(found)
}

/// Removals that belong together.
struct Sitting {
    before: Snapshot,
    began: u64,
    last: u64,
    takers: Vec<(Range, PersonId, u64)>,
}

impl Sitting {
    fn begin(doc: &Doc, at: u64) -> Self {
        Self { before: doc.transact().snapshot(), began: at, last: at, takers: Vec::new() }
    }

    fn goes_on(&self, at: u64) -> bool {
        at.saturating_sub(self.last) <= TOGETHER_MS && at.saturating_sub(self.began) <= TOGETHER_MAX_MS
    }

    fn taker(&self, change: &YChange) -> Option<(&PersonId, u64)> {
        let covers = |range: &Range| {
            range.client() == change.id.client.get()
                && (range.clock()..range.clock() + range.len()).contains(&change.id.clock)
        };
        self.takers.iter().find(|(range, ..)| covers(range)).map(|(_, person, at)| (person, *at))
    }

    /// What stood in the text when it began and doesn't any more, in the order of the text.
    fn end<'a>(
        &self,
        doc: &Doc,
        text: &TextRef,
        whose: &impl Fn(ClockRange) -> Vec<(ClockRange, Option<&'a PersonId>)>,
    ) -> Vec<Removed> {
        let mut transaction = doc.transact_mut();
        let now = transaction.snapshot();
        let pieces = text.diff_range(&mut transaction, Some(&now), Some(&self.before), YChange::identity);
        let mut found: Vec<Removed> = Vec::new();
        let mut standing = String::new();
        // Whether the last piece was removed too, by the same person: then it is one.
        let mut open = false;
        for Diff { insert, ychange, .. } in &pieces {
            let Out::Any(Any::String(words)) = insert else { continue };
            let gone = ychange.as_ref().filter(|change| change.kind == ChangeKind::Removed);
            let Some((change, (person, at))) = gone.and_then(|change| Some((change, self.taker(change)?))) else {
                if gone.is_none() {
                    for entry in found.iter_mut().filter(|entry| entry.after.chars().count() < AROUND) {
                        let room = AROUND - entry.after.chars().count();
                        entry.after.extend(words.chars().take(room));
                    }
                    standing.push_str(words);
                    open = false;
                }
                continue;
            };
            let len = u32::try_from(words.encode_utf16().count()).unwrap_or(u32::MAX);
            let range = ClockRange { client: change.id.client.get(), clock: change.id.clock, len };
            let parts: Vec<_> = whose(range).into_iter().map(|(part, person)| (part, person.cloned())).collect();
            match found.last_mut().filter(|last| open && last.removed_by == *person) {
                Some(last) => {
                    last.words.push_str(words);
                    last.add(parts);
                    last.at = last.at.max(at);
                }
                None => {
                    let mut entry = Removed {
                        words: words.to_string(),
                        by: Vec::new(),
                        removed_by: person.clone(),
                        parts: Vec::new(),
                        at,
                        day: day(at),
                        before: tail(&standing),
                        after: String::new(),
                    };
                    entry.add(parts);
                    found.push(entry);
                }
            }
            open = true;
        }
        found.retain(|entry| entry.words.chars().any(char::is_alphanumeric));
        found
    }
}

fn tail(standing: &str) -> String {
    let skip = standing.chars().count().saturating_sub(AROUND);
    standing.chars().skip(skip).collect()
}

/// The day of a moment, as `YYYY-MM-DD` (UTC): nobody needs the hour at which someone wrote.
fn day(at: u64) -> String {
    let moment = i64::try_from(at / 1000).ok().and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    moment.map_or_else(String::new, |moment| moment.date().to_string())
}

#[cfg(test)]
mod tests;
