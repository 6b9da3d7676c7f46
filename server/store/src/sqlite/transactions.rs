//! The connections and their transactions: one that writes, a few that read, checkpoints, and the end of all answers after
//! a fatal error.

use std::sync::atomic::Ordering;
use std::sync::{MutexGuard, PoisonError};

use rusqlite::Connection;

use super::SqliteStore;
use crate::contract::StoreError;

pub(super) const READERS: usize = 3;
/// Pages written (an estimate, rather too high) after which the WAL is brought over to the database.
pub(super) const CHECKPOINT_PAGES: usize = 4000;
pub(super) const PAGE: usize = 4096;

pub(super) struct Writer {
    pub(super) connection: Connection,
    pub(super) pages: usize,
}

impl SqliteStore {
    /// Runs one write transaction; what it returns is durable.
    pub(super) fn write<T>(
        &self,
        pages: usize,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.alive()?;
        let mut writer = self.writer();
        let done = transact(&writer.connection, "BEGIN IMMEDIATE", work);
        let done = self.watch(done)?;
        writer.pages += pages;
        if writer.pages >= CHECKPOINT_PAGES {
            self.checkpoint(&mut writer, "PASSIVE")?;
        }
        Ok(done)
    }

    /// Runs one read transaction: everything in it is from one moment.
    pub(super) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.reader(|reader| transact(reader, "BEGIN", work))
    }

    pub(super) fn reader<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.alive()?;
        let first = self.next.fetch_add(1, Ordering::Relaxed);
        let free = (0..READERS).find_map(|step| self.readers[(first + step) % READERS].try_lock().ok());
        let reader = match free {
            Some(reader) => reader,
            None => self.readers[first % READERS].lock().unwrap_or_else(PoisonError::into_inner),
        };
        self.watch(work(&reader))
    }

    /// Brings the WAL over to the database. The commits before it are durable whatever becomes of it; only a failed
    /// fsync counts, because the next one would say that all is well.
    pub(super) fn checkpoint(&self, writer: &mut Writer, mode: &str) -> Result<(), StoreError> {
        writer.pages = 0;
        let ran = writer.connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |_| Ok(()));
        match self.watch(ran.map_err(StoreError::from)) {
            Err(StoreError::Fatal) => Err(StoreError::Fatal),
            Err(error) => {
                tracing::warn!(%error, "the write-ahead log could not be brought over, it goes on growing");
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    pub(super) fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn alive(&self) -> Result<(), StoreError> {
        if self.failed.load(Ordering::Acquire) { Err(StoreError::Fatal) } else { Ok(()) }
    }

    /// After a fatal error this store answers nothing any more.
    pub(super) fn watch<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if matches!(result, Err(StoreError::Fatal)) {
            self.failed.store(true, Ordering::Release);
        }
        result
    }
}

pub(super) fn transact<T>(
    db: &Connection,
    begin: &str,
    work: impl FnOnce(&Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    if !db.is_autocommit() {
        // A panic left it open.
        db.execute_batch("ROLLBACK")?;
    }
    db.prepare_cached(begin)?.execute([])?;
    let done = work(db).and_then(|done| {
        db.prepare_cached("COMMIT")?.execute([])?;
        Ok(done)
    });
    if done.is_err() && !db.is_autocommit() {
        // Some errors roll back by themselves; then there is nothing to do, and nothing to report but the first error.
        let _ = db.execute_batch("ROLLBACK");
    }
    done
}

pub(super) fn pages_of(records: usize, bytes: usize) -> usize {
    3 * records + bytes / PAGE + 2
}
