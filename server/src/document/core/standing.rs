//! What a core tells about itself to the shard that keeps it.

use bytes::Bytes;
use samenbeeld_schema::ids::PersonId;

use super::{Core, Effect, Health};
use crate::document::Timestamp;
use crate::document::authors::AuthorRun;
use crate::document::content::Poisoned;
use crate::document::seat::SeatId;
use crate::document::snapshot::{Reading, Snapshot};

impl Core {
    /// Whether nothing is under way, so that memory and store hold the same.
    pub fn is_quiet(&self) -> bool {
        let waiting = self.queue.len() + self.second_look.len() + self.held.len();
        self.under_way.is_none() && waiting == 0 && !self.reloading
    }
    /// Whether nothing is remembered here that the store does not hold: how much of others was taken out lately.
    pub fn may_be_put_away(&self, now: Timestamp) -> bool {
        self.is_quiet() && self.removals.is_over(now)
    }
    pub fn health(&self) -> Health {
        self.health
    }
    pub fn needs_tick(&self) -> bool {
        self.presence.has_changes()
            || !self.writings.is_empty()
            || self.seats.values().any(|seat| seat.parked_since().is_some())
    }
    pub fn wants_flush(&self) -> bool {
        !self.queue.is_empty() && self.may_answer()
    }
    /// Updates that wait for a commit.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }
    pub fn head(&self) -> u64 {
        self.head
    }
    pub fn generation(&self) -> u32 {
        self.generation
    }
    pub fn seats(&self) -> impl Iterator<Item = (&SeatId, &PersonId)> {
        self.seats.iter().map(|(id, seat)| (id, &seat.person))
    }
    /// The whole state with what lives, to be compared and kept. Only from a state that is on disk.
    pub fn snapshot(&mut self, out: &mut Vec<Effect>) -> Option<Snapshot> {
        let whole = self.whole(out)?;
        match self.content.living(|doc| Reading::of(doc, &self.roots)) {
            Ok(reading) => Some(Snapshot::new(whole, &self.index, reading)),
            Err(Poisoned) => {
                self.poisoned(out);
                None
            }
        }
    }
    /// The whole state, for a resync. Only from a state that is on disk.
    pub fn whole(&mut self, out: &mut Vec<Effect>) -> Option<Bytes> {
        if !self.may_answer() {
            return None;
        }
        match self.content.whole() {
            Ok(whole) => Some(whole),
            Err(Poisoned) => {
                self.poisoned(out);
                None
            }
        }
    }
    /// Whose words those are that somebody else put back.
    pub fn runs(&self) -> Vec<AuthorRun> {
        self.authors.runs.all()
    }
    /// The state vector of what is on disk and what is under way, as lib0 encodes it.
    pub fn state_vector(&self) -> Vec<u8> {
        self.index.encode_state_vector()
    }
    /// Whether a reload was asked for and has not come yet.
    pub fn is_reloading(&self) -> bool {
        self.reloading
    }
}
