//! Whose words are whose, as an oracle knows it from the journal alone (docs/protocol.md C5).

use std::collections::HashMap;

use samenbeeld::document::authors::{AuthorRun, Runs};
use samenbeeld::vault::run_of;
use samenbeeld_gate::{ClockRange, parse_update};
use samenbeeld_schema::ids::PersonId;
use samenbeeld_store::record::Record;

use super::{Broken, broken};

/// Pieces of what went of which words that were put back may be made.
const PIECES_MAX: usize = 16;

/// Every letter that was ever written in a document, whose it is, and what went.
#[derive(Default)]
pub struct Whose {
    letters: HashMap<(u64, u32), u16>,
    owners: HashMap<u64, PersonId>,
    gone: Vec<ClockRange>,
    runs: Runs,
    pub put_back: usize,
}

impl Whose {
    /// Takes in a record, and whether it may say of these words that they are another's.
    pub fn take(&mut self, record: &Record) -> Result<(), Broken> {
        for part in &record.parts {
            self.owners.extend(part.inserted.iter().map(|range| (range.client(), part.person.clone())));
            self.gone.extend(part.deleted.iter().map(|range| ClockRange {
                client: range.client(),
                clock: range.clock(),
                len: range.len(),
            }));
        }
        let update = parse_update(&record.update).map_err(|e| broken("G6", e.to_string()))?;
        for piece in update.texts() {
            let ClockRange { client, clock, .. } = piece.range;
            self.letters.extend((clock..).zip(piece.words.encode_utf16()).map(|(at, unit)| ((client, at), unit)));
        }
        let runs: Vec<AuthorRun> = record.runs.iter().cloned().map(run_of).collect();
        for AuthorRun { range, person } in &runs {
            let by = self.owners.get(&range.client);
            if by.is_none_or(|by| by == person) {
                return Err(broken("C5", format!("{range:?} is {person}'s own, and a run says so")));
            }
            let words: Vec<u16> = self.letters(*range).flatten().collect();
            if words.len() == range.len as usize && !self.stood(&words, person) {
                let words = String::from_utf16_lossy(&words);
                return Err(broken("C5", format!("{person} never wrote {words:?}, which is theirs by {range:?}")));
            }
        }
        self.put_back += runs.len();
        self.runs.add(runs);
        Ok(())
    }

    /// Whether the server knows the same.
    pub fn equals(&self, runs: &[AuthorRun]) -> bool {
        self.runs.all() == runs
    }

    /// The journal doesn't have what was written and taken out in one commit.
    fn letters(&self, range: ClockRange) -> impl Iterator<Item = Option<u16>> {
        (range.clock..range.end()).map(move |clock| self.letters.get(&(range.client, clock)).copied())
    }

    /// Whether words are made of pieces of this person's that went.
    fn stood(&self, words: &[u16], person: &PersonId) -> bool {
        let mut pieces: Vec<Vec<Option<u16>>> = Vec::new();
        let mut end = (0, 0);
        let mut gone = self.gone.clone();
        gone.sort_unstable();
        for range in gone {
            for (part, author) in self.runs.of(range, |client| self.owners.get(&client)) {
                if author != Some(person) {
                    continue;
                }
                match pieces.last_mut().filter(|_| end == (part.client, part.clock)) {
                    Some(last) => last.extend(self.letters(part)),
                    None => pieces.push(self.letters(part).collect()),
                }
                end = (part.client, part.end());
            }
        }
        let begins = |words: &[u16]| {
            let same = |(there, here): (&Option<u16>, &u16)| there.is_none_or(|there| there == *here);
            let fits = |len: usize| {
                pieces.iter().any(|piece| piece.windows(len).any(|window| window.iter().zip(words).all(same)))
            };
            (1..=words.len()).take_while(|len| fits(*len)).last().unwrap_or(0)
        };
        let mut left = words;
        for _ in 0..PIECES_MAX {
            left = &left[begins(left)..];
        }
        left.is_empty()
    }
}
