//! Commits: judged and written to the log first, brought over to the tables later, many at once; and what may happen to a
//! document only when nothing of it waits.

use std::sync::{MutexGuard, PoisonError};

use rusqlite::Connection;
use samenbeeld_schema::ids::DocumentId;

use super::intake::{Intake, Judged, Waiting};
use super::transactions::{pages_of, transact};
use super::{SqliteStore, documents, meta};
use crate::contract::{Append, Generation, Outcome, Seq, StoreError};

/// Where the tables name the last epoch of the log that they hold.
const EPOCH: &str = "ahead-epoch";

pub(super) fn commit(store: &SqliteStore, batch: &[Append]) -> Result<Vec<Outcome>, StoreError> {
    let mut intake = store.intake();
    let mut judged = store.reader(|db| intake.judge(db, batch))?;
    let Some(payload) = judged.payload() else { return Ok(judged.outcomes) };
    if !intake.has_room(payload.len()) {
        store.bring_over(&mut intake)?;
        // The verdicts stay; where what waits has its place does not.
        judged = store.reader(|db| intake.judge(db, batch))?;
    }
    if !Judged::fits(&payload) {
        intake.forget(batch);
        return store.write(pages_of(batch.len(), payload.len()), |db| {
            batch.iter().map(|append| documents::append(db, append)).collect()
        });
    }
    let written = intake.write(&payload, judged).map_err(|error| {
        tracing::error!(%error, "the log could not be written");
        match error.kind() {
            // What there is of the frame is written over by the next.
            std::io::ErrorKind::StorageFull => StoreError::Full,
            _ => StoreError::Fatal,
        }
    });
    let outcomes = store.watch(written)?;
    if intake.is_due() {
        match store.bring_over(&mut intake) {
            // The commit is durable whatever becomes of it, unless the disk lies.
            Err(StoreError::Fatal) => return Err(StoreError::Fatal),
            Err(error) => {
                tracing::warn!(%error, "what is committed could not be brought over to the tables, it waits in the log");
                intake.put_off();
            }
            Ok(()) => {}
        }
    }
    Ok(outcomes)
}

pub(super) fn compact(
    store: &SqliteStore,
    document: &DocumentId,
    generation: Generation,
    replaces: Option<Seq>,
    up_to: Seq,
    snapshot: &[u8],
) -> Result<bool, StoreError> {
    let _settled = store.settled(document)?;
    store.write(pages_of(20, 2 * snapshot.len()), |db| {
        documents::compact(db, document, generation, replaces, up_to, snapshot)
    })
}

pub(super) fn renew(
    store: &SqliteStore,
    document: &DocumentId,
    generation: Generation,
    head: Seq,
    wrapped_key: &[u8],
    snapshot: &[u8],
) -> Result<Option<Generation>, StoreError> {
    let mut intake = store.intake();
    store.bring_over(&mut intake)?;
    let renewed = store.write(0, |db| documents::renew(db, document, generation, head, wrapped_key, snapshot))?;
    if renewed.is_some() {
        // Neither the old key nor what it sealed may live on in a log.
        store.checkpoint(&mut store.writer(), "TRUNCATE")?;
        store.watch(intake.erase(document).map_err(|_| StoreError::Fatal))?;
    }
    Ok(renewed)
}

impl SqliteStore {
    /// Brings what waits in the log over to the tables. When it can't be, it stays where it is, durable and readable.
    pub(super) fn bring_over(&self, intake: &mut Intake) -> Result<(), StoreError> {
        let (waiting, epoch) = intake.waiting();
        if waiting.is_empty() {
            return Ok(());
        }
        let bytes = waiting.iter().map(|append| append.record.len()).sum();
        self.write(pages_of(waiting.len(), bytes), |db| over(db, waiting, epoch))?;
        intake.brought_over();
        Ok(())
    }

    /// The intake with nothing waiting for this document, held so that nothing comes in meanwhile.
    fn settled(&self, document: &DocumentId) -> Result<MutexGuard<'_, Intake>, StoreError> {
        let mut intake = self.intake();
        if !intake.of([document]).is_empty() {
            self.bring_over(&mut intake)?;
        }
        Ok(intake)
    }

    pub(super) fn waiting(&self, names: &[DocumentId]) -> Result<Waiting, StoreError> {
        self.alive()?;
        Ok(self.intake().of(names))
    }

    pub(super) fn intake(&self) -> MutexGuard<'_, Intake> {
        // Each change of it is made only after the write it follows.
        self.intake.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub(super) fn epoch_of(db: &Connection) -> Result<u64, StoreError> {
    match meta::get_meta(db, EPOCH)? {
        None => Ok(0),
        Some(bytes) => Ok(u64::from_le_bytes(bytes.try_into().map_err(|_| StoreError::Corrupt)?)),
    }
}

/// What a former process left in the log goes into the tables before anything else does.
pub(super) fn take_over(connection: &Connection, left: &[Append], epoch: u64) -> Result<(), StoreError> {
    if left.is_empty() { Ok(()) } else { transact(connection, "BEGIN IMMEDIATE", |db| over(db, left, epoch)) }
}

fn over(db: &Connection, appends: &[Append], epoch: u64) -> Result<(), StoreError> {
    for append in appends {
        match documents::append(db, append)? {
            Outcome::Stored(_) => {}
            // It was judged before it went into the log: the tables aren't those it was judged against.
            _ => return Err(StoreError::Corrupt),
        }
    }
    meta::put_meta(db, EPOCH, &epoch.to_le_bytes())
}
