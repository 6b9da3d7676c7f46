//! What a document holds in memory: the bytes as loaded, and from the first write on a yrs document.
//!
//! A reader of a quiet document is served from the bytes alone; no yrs document is built for it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use samenbeeld_gate::{ClockRange, parse_update};
use yrs::updates::decoder::Decode;
use yrs::{Doc, ReadTxn, StateVector, Transact, TransactionMut, Update};

use super::authors::TakenOut;

mod letters;
mod words;

use letters::Letters;

/// yrs failed on this document: an error, or a panic that was caught. Everything in memory is to be thrown away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the document can't go on from what is in memory")]
pub struct Poisoned;

/// An update that passed the gate.
pub struct Clean<'a> {
    pub bytes: &'a [u8],
    /// What it takes out of texts that several people write.
    pub takes: Vec<ClockRange>,
}

/// What became of updates that were applied.
pub struct Applied {
    /// All of them as one.
    pub update: Bytes,
    /// What each of them took out.
    pub taken: Vec<Vec<TakenOut>>,
}

pub struct Content {
    /// The whole state as one update, when nothing changed since it was encoded.
    whole: Option<Bytes>,
    doc: Option<Doc>,
    /// From the first time on that something is taken out of a text.
    letters: Option<Letters>,
}

impl Content {
    /// Starts from the encoded state; nothing is decoded yet.
    pub fn from_state(state: Bytes) -> Self {
        Self { whole: Some(state), doc: None, letters: None }
    }

    /// The state as one update, encoded once per change and shared.
    pub fn whole(&mut self) -> Result<Bytes, Poisoned> {
        if let Some(whole) = &self.whole {
            return Ok(whole.clone());
        }
        let bytes = self.read(|doc| doc.transact().encode_diff_v1(&StateVector::default()))?;
        let whole = Bytes::from(bytes);
        self.whole = Some(whole.clone());
        Ok(whole)
    }

    /// What a peer with this state vector lacks. The vector was checked by the gate.
    pub fn since(&mut self, state_vector: &[u8]) -> Result<Bytes, Poisoned> {
        if state_vector == [0] {
            return self.whole();
        }
        self.read(|doc| {
            let state_vector = StateVector::decode_v1(state_vector).map_err(|_| Poisoned)?;
            Ok(Bytes::from(doc.transact().encode_diff_v1(&state_vector)))
        })?
    }

    /// Applies clean updates in one transaction. Reads first what each is about to take out of a text: afterwards it is gone.
    pub fn apply(&mut self, updates: &[Clean<'_>]) -> Result<Applied, Poisoned> {
        self.live()?;
        if self.letters.is_none() && updates.iter().any(|update| !update.takes.is_empty()) {
            self.letters = Some(letters_of(&self.whole()?));
        }
        // Only now: the yrs document is built from these bytes.
        self.whole = None;
        let Self { doc, letters, .. } = self;
        let Some(doc) = doc else { return Err(Poisoned) };
        guarded(|| {
            let mut transaction = doc.transact_mut();
            let mut taken = Vec::with_capacity(updates.len());
            for Clean { bytes, takes } in updates {
                taken.push(words::about_to_go(&transaction, takes, letters.as_ref()));
                apply_one(&mut transaction, bytes)?;
                if let (Some(letters), Ok(update)) = (&mut *letters, parse_update(bytes)) {
                    update.texts().for_each(|piece| letters.add(&piece));
                }
            }
            // Before the commit of the transaction: afterwards yrs has put dead content away.
            let update = match updates {
                [only] => Bytes::copy_from_slice(only.bytes),
                _ => Bytes::from(transaction.encode_update_v1()),
            };
            Ok(Applied { update, taken })
        })?
    }

    /// Reads the living document, if there is one beside the bytes.
    pub fn living<T>(&self, work: impl FnOnce(&Doc) -> T) -> Result<Option<T>, Poisoned> {
        self.doc.as_ref().map(|doc| guarded(|| work(doc))).transpose()
    }

    fn read<T>(&mut self, work: impl FnOnce(&Doc) -> T) -> Result<T, Poisoned> {
        self.live()?;
        let Some(doc) = &self.doc else { return Err(Poisoned) };
        guarded(|| work(doc))
    }

    fn live(&mut self) -> Result<(), Poisoned> {
        if self.doc.is_some() {
            return Ok(());
        }
        let state = self.whole.clone().unwrap_or_default();
        self.doc = Some(guarded(|| open(&state))??);
        Ok(())
    }
}

fn letters_of(state: &[u8]) -> Letters {
    let mut letters = Letters::default();
    if let Ok(state) = parse_update(state) {
        state.texts().for_each(|piece| letters.add(&piece));
    }
    letters
}

/// Reads an encoded state through a document of its own.
pub fn read_state<T>(state: &[u8], work: impl FnOnce(&Doc) -> T) -> Result<T, Poisoned> {
    guarded(|| open(state).map(|doc| work(&doc)))?
}

/// Builds a yrs document from one encoded state.
pub fn open(state: &[u8]) -> Result<Doc, Poisoned> {
    // The client id is never written under: restore and erasure will take an issued one.
    let doc = samenbeeld_schema::doc::open(1);
    if !state.is_empty() {
        apply_one(&mut doc.transact_mut(), state)?;
    }
    Ok(doc)
}

/// Decodes and applies one update that passed the gate or comes from our own store.
pub fn apply_one(transaction: &mut TransactionMut<'_>, bytes: &[u8]) -> Result<(), Poisoned> {
    let update = Update::decode_v1(bytes).map_err(|_| Poisoned)?;
    transaction.apply_update(update).map_err(|_| Poisoned)
}

/// yrs may panic on what it was never tested with; a caught panic costs one document, not the process.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Poisoned> {
    catch_unwind(AssertUnwindSafe(|| {
        #[cfg(test)]
        failing::next();
        work()
    }))
    .map_err(|_| Poisoned)
}

/// Lets yrs fail on demand, as no update that passes the gate is known to make it.
#[cfg(test)]
pub mod failing {
    use std::cell::Cell;

    thread_local!(static LEFT: Cell<usize> = const { Cell::new(0) });

    /// The next `times` uses of yrs on this thread panic.
    pub fn the_next(times: usize) {
        LEFT.set(times);
    }

    pub(super) fn next() {
        let left = LEFT.get();
        LEFT.set(left.saturating_sub(1));
        assert!(left == 0, "yrs fails because a test asked for it");
    }
}
