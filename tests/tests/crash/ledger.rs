//! What one typist did and heard: what the store is held against.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Result, ensure};

/// One edit of a typist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Puts a token at the end of the text they share.
    Typed(String),
    /// Takes the token of an earlier edit out of it.
    Erased(usize),
    /// Writes its own number under their key of a map.
    Placed,
}

/// Edits in their order, how many of them were acknowledged, and what was received.
#[derive(Default)]
pub struct Ledger {
    pub done: Vec<Deed>,
    pub acked: usize,
    /// Per client id the clock up to which this typist received edits.
    pub seen: BTreeMap<u64, u64>,
    /// What went wrong for them, other than the power going out.
    pub fault: Option<String>,
}

impl Ledger {
    /// How many edits nobody answered yet.
    pub fn waiting(&self) -> usize {
        self.done.len() - self.acked
    }

    /// So many edits are acknowledged; gives how many of them are news.
    pub fn hear(&mut self, acked: usize) -> usize {
        let more = acked.saturating_sub(self.acked);
        self.acked += more;
        more
    }

    /// Somebody's edits came, up to a clock.
    pub fn see(&mut self, client: u64, clock: u64) {
        let known = self.seen.entry(client).or_default();
        *known = clock.max(*known);
    }

    /// Holds the tokens of the text against what this typist did, and takes theirs out.
    pub fn check_tokens(&self, times: &mut HashMap<&str, usize>) -> Result<()> {
        for (n, deed) in self.done.iter().enumerate() {
            let Deed::Typed(token) = deed else { continue };
            let found = times.remove(token.as_str()).unwrap_or(0);
            ensure!(found <= 1, "{token} is there {found} times");
            let erased = self.done.iter().position(|deed| *deed == Deed::Erased(n));
            match erased {
                Some(at) if at < self.acked => ensure!(found == 0, "{token} was taken out and is back"),
                Some(_) => {}
                None => ensure!(found == 1 || n >= self.acked, "{token} was acknowledged and is lost"),
            }
        }
        Ok(())
    }

    /// Holds the number under this typist's key against what they put there.
    pub fn check_place(&self, stands: Option<usize>) -> Result<()> {
        let placed = |upto: usize| self.done[..upto].iter().rposition(|deed| *deed == Deed::Placed);
        let (acked, last) = (placed(self.acked), placed(self.done.len()));
        ensure!(
            stands >= acked && stands <= last,
            "put {last:?} there, acknowledged up to {acked:?}; {stands:?} stands there"
        );
        Ok(())
    }

    /// Holds the store's clocks against what this typist saw of others.
    pub fn check_seen(&self, has: &BTreeMap<u64, u64>) -> Result<()> {
        for (client, clock) in &self.seen {
            let stored = has.get(client).copied().unwrap_or(0);
            ensure!(stored >= *clock, "saw edits of {client} up to {clock}, the store has {stored}");
        }
        Ok(())
    }
}
