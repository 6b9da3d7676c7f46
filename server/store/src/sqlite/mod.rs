//! The embedded store: one SQLite file, one writing connection, a few that read.
//!
//! Commits of records are written to a log of our own first ([`ahead`]) and brought over to the tables many at once
//! ([`intake`]); everything else goes into the tables directly. WAL with `synchronous=FULL`: a transaction is durable when it
//! returns. Checkpoints are ours, because SQLite swallows an error of its automatic ones and would try a failed fsync again
//! on pages the kernel already forgot (R6).

mod ahead;
mod cases;
mod documents;
mod faults;
mod frames;
mod intake;
mod migrations;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod torn_tests;

use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};

use ahead::Ahead;
use intake::{Intake, Judged, Waiting};

use crate::contract::{
    Append, Generation, Outcome, Owned, Records, Register, Revised, Seq, Session, SessionHash, Standing, Store,
    StoreError, Stored, Tail, Version,
};

/// The database file within its folder.
pub const FILE: &str = "samenbeeld.db";
/// The log ahead of the tables. A copy of the folder needs both files; [`SqliteStore::copy_to`] makes one of one file.
pub const AHEAD_FILE: &str = "samenbeeld.ahead";
const LOCK: &str = "lock";
/// Where the tables name the last epoch of the log that they hold.
const EPOCH: &str = "ahead-epoch";
const READERS: usize = 3;
/// A reader never waits for the writer in WAL; this only covers recovery and the moment of a checkpoint.
const BUSY: Duration = Duration::from_secs(2);
/// Pages written (an estimate, rather too high) after which the WAL is brought over to the database.
const CHECKPOINT_PAGES: usize = 4000;
const PAGE: usize = 4096;
/// "Samb": a file of another program is refused.
const APPLICATION_ID: i32 = 0x5361_6d62;

/// Why a folder could not be opened as a store.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("another process has this folder open")]
    Locked,
    #[error("the file is another program's")]
    Foreign,
    #[error("the file was written by a newer version of this program")]
    Newer,
    #[error("migration {0} isn't the one this file was made with")]
    ChangedMigration(u32),
    #[error("the folder can't be used")]
    Folder(#[source] std::io::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

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

struct Writer {
    connection: Connection,
    pages: usize,
}

/// Opens the store in a folder, or makes it, for this process alone.
pub fn open(folder: &Path) -> Result<SqliteStore, OpenError> {
    make_folder(folder).map_err(OpenError::Folder)?;
    let lock =
        File::options().create(true).truncate(false).write(true).open(folder.join(LOCK)).map_err(OpenError::Folder)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(OpenError::Locked),
        Err(TryLockError::Error(error)) => return Err(OpenError::Folder(error)),
    }
    let path = folder.join(FILE);
    let mut connection = connect(&path)?;
    migrations::run(&mut connection)?;
    let log = folder.join(AHEAD_FILE);
    let epoch = epoch_of(&connection)? + 1;
    let left = intake::left_behind(&log, epoch)?;
    let begins = if left.is_empty() { epoch } else { epoch + 1 };
    bring_over(&connection, &left, epoch)?;
    let ahead = Ahead::open(&log, begins).map_err(OpenError::Folder)?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(OpenError::Folder)?;
    let readers = (0..READERS)
        .map(|_| {
            let reader = connect(&path)?;
            reader.pragma_update(None, "query_only", true)?;
            Ok(Mutex::new(reader))
        })
        .collect::<Result<_, OpenError>>()?;
    Ok(SqliteStore {
        intake: Mutex::new(Intake::new(ahead)),
        writer: Mutex::new(Writer { connection, pages: 0 }),
        readers,
        next: AtomicUsize::new(0),
        failed: AtomicBool::new(false),
        _lock: lock,
    })
}

fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn connect(path: &Path) -> Result<Connection, OpenError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(64);
    let found: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if found != APPLICATION_ID && (found != 0 || tables != 0) {
        return Err(OpenError::Foreign);
    }
    connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0))?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What was erased is overwritten, not only forgotten.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -8192)?;
    Ok(connection)
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

    /// Runs one write transaction; what it returns is durable.
    fn write<T>(&self, pages: usize, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
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
    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.reader(|reader| transact(reader, "BEGIN", work))
    }

    fn reader<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
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
    fn checkpoint(&self, writer: &mut Writer, mode: &str) -> Result<(), StoreError> {
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

    /// Brings what waits in the log over to the tables. When it can't be, it stays where it is, durable and readable.
    fn bring_over(&self, intake: &mut Intake) -> Result<(), StoreError> {
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

    fn waiting(&self, names: &[DocumentId]) -> Result<Waiting, StoreError> {
        self.alive()?;
        Ok(self.intake().of(names))
    }

    fn intake(&self) -> MutexGuard<'_, Intake> {
        // Each change of it is made only after the write it follows.
        self.intake.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn alive(&self) -> Result<(), StoreError> {
        if self.failed.load(Ordering::Acquire) { Err(StoreError::Fatal) } else { Ok(()) }
    }

    /// After a fatal error this store answers nothing any more.
    fn watch<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if matches!(result, Err(StoreError::Fatal)) {
            self.failed.store(true, Ordering::Release);
        }
        result
    }
}

fn transact<T>(
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

fn pages_of(records: usize, bytes: usize) -> usize {
    3 * records + bytes / PAGE + 2
}

fn epoch_of(db: &Connection) -> Result<u64, StoreError> {
    match cases::get_meta(db, EPOCH)? {
        None => Ok(0),
        Some(bytes) => Ok(u64::from_le_bytes(bytes.try_into().map_err(|_| StoreError::Corrupt)?)),
    }
}

/// What a former process left in the log goes into the tables before anything else does.
fn bring_over(connection: &Connection, left: &[Append], epoch: u64) -> Result<(), StoreError> {
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
    cases::put_meta(db, EPOCH, &epoch.to_le_bytes())
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
        let mut intake = self.intake();
        let mut judged = self.reader(|db| intake.judge(db, batch))?;
        let Some(payload) = judged.payload() else { return Ok(judged.outcomes) };
        if !intake.has_room(payload.len()) {
            self.bring_over(&mut intake)?;
            // The verdicts stay; where what waits has its place does not.
            judged = self.reader(|db| intake.judge(db, batch))?;
        }
        if !Judged::fits(&payload) {
            intake.forget(batch);
            return self.write(pages_of(batch.len(), payload.len()), |db| {
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
        let outcomes = self.watch(written)?;
        if intake.is_due() {
            match self.bring_over(&mut intake) {
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

    fn settle(&self) -> Result<(), StoreError> {
        self.bring_over(&mut self.intake())
    }

    fn load(&self, names: &[DocumentId]) -> Result<Vec<Option<Stored>>, StoreError> {
        let waiting = self.waiting(names)?;
        let mut found: Vec<Option<Stored>> =
            self.read(|db| names.iter().map(|name| documents::load(db, name)).collect())?;
        for (name, found) in names.iter().zip(&mut found) {
            if let Some(stored) = found {
                waiting.complete(name, stored);
            }
        }
        Ok(found)
    }

    fn tail_after(&self, document: &DocumentId, seq: Seq) -> Result<Option<Tail>, StoreError> {
        let waiting = self.waiting(std::slice::from_ref(document))?;
        let mut found = self.read(|db| documents::tail_after(db, document, seq))?;
        if let Some(tail) = &mut found {
            waiting.complete_tail(document, seq, tail);
        }
        Ok(found)
    }

    fn standing(&self, names: &[DocumentId]) -> Result<Vec<Option<Standing>>, StoreError> {
        let waiting = self.waiting(names)?;
        let mut found: Vec<Option<Standing>> =
            self.read(|db| names.iter().map(|name| documents::stands(db, name)).collect())?;
        for (name, found) in names.iter().zip(&mut found) {
            if let Some(standing) = found {
                waiting.complete_standing(name, standing);
            }
        }
        Ok(found)
    }

    fn history(&self, document: &DocumentId) -> Result<Option<Records>, StoreError> {
        let waiting = self.waiting(std::slice::from_ref(document))?;
        let Some((head, mut history)) = self.read(|db| documents::history(db, document))? else { return Ok(None) };
        waiting.complete_history(document, head, &mut history);
        Ok(Some(history))
    }

    fn find_batch(&self, document: &DocumentId, batch: &[u8; 16]) -> Result<Option<Seq>, StoreError> {
        let waiting = self.waiting(std::slice::from_ref(document))?;
        let found = self.read(|db| documents::find_batch(db, document, batch))?;
        Ok(waiting.find_batch(document, batch).or(found))
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
        let _settled = self.settled(document)?;
        self.write(pages_of(20, 2 * snapshot.len()), |db| {
            documents::compact(db, document, generation, replaces, up_to, snapshot)
        })
    }

    fn renew(
        &self,
        document: &DocumentId,
        generation: Generation,
        head: Seq,
        wrapped_key: &[u8],
        snapshot: &[u8],
    ) -> Result<Option<Generation>, StoreError> {
        let mut intake = self.intake();
        self.bring_over(&mut intake)?;
        let renewed = self.write(0, |db| documents::renew(db, document, generation, head, wrapped_key, snapshot))?;
        if renewed.is_some() {
            // Neither the old key nor what it sealed may live on in a log.
            self.checkpoint(&mut self.writer(), "TRUNCATE")?;
            self.watch(intake.erase(document).map_err(|_| StoreError::Fatal))?;
        }
        Ok(renewed)
    }

    fn owners(&self, case: &CaseId, items: &[ItemId]) -> Result<Vec<Option<Owned>>, StoreError> {
        self.alive()?;
        // Taken before the tables are read: what is brought over in between is in both.
        let waiting = self.intake().owners(case, items);
        self.read(|db| {
            let each = items.iter().zip(waiting);
            each.map(|(item, waiting)| match waiting {
                Some(owned) => Ok(Some(owned)),
                None => documents::owner_of(db, case, *item),
            })
            .collect()
        })
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
        self.write(pages_of(1, 0), |db| cases::put_session(db, hash, session))
    }

    fn get_session(&self, hash: &SessionHash) -> Result<Option<Session>, StoreError> {
        self.read(|db| cases::get_session(db, hash))
    }

    fn delete_session(&self, hash: &SessionHash) -> Result<bool, StoreError> {
        self.write(pages_of(1, 0), |db| cases::delete_session(db, hash))
    }

    fn end_sessions_of(&self, case: &CaseId, person: &PersonId) -> Result<Vec<SessionHash>, StoreError> {
        self.write(pages_of(1, 0), |db| cases::end_sessions_of(db, case, person))
    }

    fn sweep_sessions(&self, now: u64) -> Result<Vec<SessionHash>, StoreError> {
        self.write(pages_of(1, 0), |db| cases::sweep_sessions(db, now))
    }

    fn put_version(&self, case: &CaseId, version: &Version, sealed: &[u8]) -> Result<bool, StoreError> {
        self.write(pages_of(1, sealed.len()), |db| cases::put_version(db, case, version, sealed))
    }

    fn list_versions(&self, case: &CaseId) -> Result<Vec<Version>, StoreError> {
        self.read(|db| cases::list_versions(db, case))
    }

    fn get_version(&self, case: &CaseId, version: ItemId) -> Result<Option<(Version, Vec<u8>)>, StoreError> {
        self.read(|db| cases::get_version(db, case, version))
    }

    fn put_meta(&self, name: &str, value: &[u8]) -> Result<(), StoreError> {
        self.write(pages_of(1, value.len()), |db| cases::put_meta(db, name, value))
    }

    fn get_meta(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|db| cases::get_meta(db, name))
    }
}
