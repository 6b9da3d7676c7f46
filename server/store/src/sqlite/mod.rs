//! The embedded store: one SQLite file, one writing connection, a few that read.
//!
//! Commits of records are written to a log of our own first ([`ahead`]) and brought over to the tables many at once
//! ([`intake`], [`commits`]); everything else goes into the tables directly, each subject by statements of its own. WAL with
//! `synchronous=FULL`: a transaction is durable when it returns. Checkpoints are ours, because SQLite swallows an error of
//! its automatic ones and would try a failed fsync again on pages the kernel already forgot (R6).

mod ahead;
mod audit;
mod cases;
mod columns;
mod commits;
mod documents;
mod faults;
mod frames;
mod intake;
mod meta;
mod migrations;
mod opening;
mod reading;
mod sessions;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod torn_tests;
mod transactions;
mod versions;

use std::fs::File;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use rusqlite::Connection;
use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};

pub use self::opening::{OpenError, open};

use self::intake::Intake;
use self::transactions::{Writer, pages_of};
use crate::contract::{
    Append, AuditAppend, Generation, Logged, Outcome, Owned, Records, Register, Revised, Seq, Session, SessionHash,
    Standing, Store, StoreError, Stored, Tail, Version, WrappedKeys,
};

/// The database file within its folder.
pub const FILE: &str = "samenbeeld.db";
/// The log ahead of the tables. A copy of the folder needs both files; [`SqliteStore::copy_to`] makes one of one file.
pub const AHEAD_FILE: &str = "samenbeeld.ahead";

/// A store in one SQLite file. While it lives, no other process can open its folder.
pub struct SqliteStore {
    /// Taken before `writer`, by whoever needs both.
    intake: Mutex<Intake>,
    writer: Mutex<Writer>,
    readers: Vec<Mutex<Connection>>,
    next: AtomicUsize,
    failed: AtomicBool,
    // Last, so that the connections are closed before another process may come in.
    _lock: File,
}

impl SqliteStore {
    /// Copies the whole store, from one moment, to a new database file, while the store goes on.
    pub fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let mut intake = self.intake();
        self.bring_over(&mut intake)?;
        self.reader(|reader| {
            let mut copy = Connection::open(file)?;
            // All in one step: one read transaction, so no write can come between.
            rusqlite::backup::Backup::new(reader, &mut copy)?.step(-1)?;
            copy.close().map_err(|(_, error)| error)?;
            Ok(())
        })?;
        File::open(file).and_then(|file| file.sync_all()).map_err(|_| StoreError::Fatal)
    }
}

impl Drop for SqliteStore {
    fn drop(&mut self) {
        // Only for who looks at the file alone: what waits is on disk, and the next start finds it.
        if self.alive().is_ok()
            && let Err(error) = self.settle()
        {
            tracing::warn!(%error, "what waits stays in the log");
        }
    }
}

impl Store for SqliteStore {
    fn commit(&self, batch: &[Append]) -> Result<Vec<Outcome>, StoreError> {
        commits::commit(self, batch)
    }

    fn settle(&self) -> Result<(), StoreError> {
        self.bring_over(&mut self.intake())
    }

    fn load(&self, names: &[DocumentId]) -> Result<Vec<Option<Stored>>, StoreError> {
        reading::load(self, names)
    }

    fn tail_after(&self, document: &DocumentId, seq: Seq) -> Result<Option<Tail>, StoreError> {
        reading::tail_after(self, document, seq)
    }

    fn standing(&self, names: &[DocumentId]) -> Result<Vec<Option<Standing>>, StoreError> {
        reading::standing(self, names)
    }

    fn history(&self, document: &DocumentId) -> Result<Option<Records>, StoreError> {
        reading::history(self, document)
    }

    fn find_batch(&self, document: &DocumentId, batch: &[u8; 16]) -> Result<Option<Seq>, StoreError> {
        reading::find_batch(self, document, batch)
    }

    fn create(&self, document: &DocumentId, wrapped_key: &[u8]) -> Result<bool, StoreError> {
        self.write(pages_of(1, 0), |db| documents::create(db, document, wrapped_key))
    }

    fn compact(
        &self,
        document: &DocumentId,
        generation: Generation,
        replaces: Option<Seq>,
        up_to: Seq,
        snapshot: &[u8],
    ) -> Result<bool, StoreError> {
        commits::compact(self, document, generation, replaces, up_to, snapshot)
    }

    fn renew(
        &self,
        document: &DocumentId,
        generation: Generation,
        head: Seq,
        wrapped_key: &[u8],
        snapshot: &[u8],
    ) -> Result<Option<Generation>, StoreError> {
        commits::renew(self, document, generation, head, wrapped_key, snapshot)
    }

    fn owners(&self, case: &CaseId, items: &[ItemId]) -> Result<Vec<Option<Owned>>, StoreError> {
        reading::owners(self, case, items)
    }

    fn documents_of(&self, case: &CaseId) -> Result<Vec<DocumentId>, StoreError> {
        self.read(|db| documents::documents_of(db, case))
    }

    fn put_room(&self, case: &CaseId, room: &RoomId, wrapped_key: &[u8]) -> Result<bool, StoreError> {
        self.write(pages_of(1, 0), |db| cases::put_room(db, case, room, wrapped_key))
    }

    fn get_room(&self, case: &CaseId, room: &RoomId) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|db| cases::get_room(db, case, room))
    }

    fn put_case(&self, case: &CaseId, wrapped_key: &[u8]) -> Result<bool, StoreError> {
        self.write(pages_of(1, 0), |db| cases::put_case(db, case, wrapped_key))
    }

    fn get_case(&self, case: &CaseId) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|db| cases::get_case(db, case))
    }

    fn wrapped_keys(&self) -> Result<WrappedKeys, StoreError> {
        self.read(cases::wrapped_keys)
    }

    fn rewrap(&self, keys: &WrappedKeys, name: &str, value: &[u8]) -> Result<bool, StoreError> {
        let pages = pages_of(keys.cases.len() + keys.rooms.len() + 1, value.len());
        self.write(pages, |db| {
            let rewrapped = cases::rewrap(db, keys)?;
            if rewrapped {
                meta::put_meta(db, name, value)?;
            }
            Ok(rewrapped)
        })
    }

    fn put_register(&self, case: &CaseId, expected_revision: u64, sealed: &[u8]) -> Result<Revised, StoreError> {
        self.write(pages_of(1, sealed.len()), |db| cases::put_register(db, case, expected_revision, sealed))
    }

    fn get_register(&self, case: &CaseId) -> Result<Option<Register>, StoreError> {
        self.read(|db| cases::get_register(db, case))
    }

    fn list_cases(&self) -> Result<Vec<CaseId>, StoreError> {
        self.read(cases::list_cases)
    }

    fn put_session(&self, hash: &SessionHash, session: &Session) -> Result<(), StoreError> {
        self.write(pages_of(1, 0), |db| sessions::put_session(db, hash, session))
    }

    fn get_session(&self, hash: &SessionHash) -> Result<Option<Session>, StoreError> {
        self.read(|db| sessions::get_session(db, hash))
    }

    fn tie_session(&self, hash: &SessionHash, device: ItemId) -> Result<bool, StoreError> {
        self.write(pages_of(1, 0), |db| sessions::tie_session(db, hash, device))
    }

    fn delete_session(&self, hash: &SessionHash) -> Result<bool, StoreError> {
        self.write(pages_of(1, 0), |db| sessions::delete_session(db, hash))
    }

    fn end_sessions_of(
        &self,
        case: &CaseId,
        person: &PersonId,
        device: Option<ItemId>,
    ) -> Result<Vec<SessionHash>, StoreError> {
        self.write(pages_of(1, 0), |db| sessions::end_sessions_of(db, case, person, device))
    }

    fn sweep_sessions(&self, now: u64) -> Result<Vec<SessionHash>, StoreError> {
        self.write(pages_of(1, 0), |db| sessions::sweep_sessions(db, now))
    }

    fn put_version(&self, case: &CaseId, version: &Version, sealed: &[u8]) -> Result<bool, StoreError> {
        self.write(pages_of(1, sealed.len()), |db| versions::put_version(db, case, version, sealed))
    }

    fn list_versions(&self, case: &CaseId) -> Result<Vec<Version>, StoreError> {
        self.read(|db| versions::list_versions(db, case))
    }

    fn get_version(&self, case: &CaseId, version: ItemId) -> Result<Option<(Version, Vec<u8>)>, StoreError> {
        self.read(|db| versions::get_version(db, case, version))
    }

    fn append_audit(&self, batch: &[AuditAppend]) -> Result<Vec<Logged>, StoreError> {
        let lines: usize = batch.iter().map(|append| append.lines.len() + 1).sum();
        let bytes: usize = batch.iter().flat_map(|append| &append.lines).map(Vec::len).sum();
        self.write(pages_of(lines, bytes), |db| batch.iter().map(|append| audit::append_audit(db, append)).collect())
    }

    fn audit_after(&self, case: &CaseId, seq: Seq, limit: usize) -> Result<Records, StoreError> {
        self.read(|db| audit::audit_after(db, case, seq, limit))
    }

    fn audit_head(&self, case: &CaseId) -> Result<Option<(Seq, Vec<u8>)>, StoreError> {
        self.read(|db| audit::audit_head(db, case))
    }

    fn put_meta(&self, name: &str, value: &[u8]) -> Result<(), StoreError> {
        self.write(pages_of(1, value.len()), |db| meta::put_meta(db, name, value))
    }

    fn get_meta(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|db| meta::get_meta(db, name))
    }
}
