//! Opening the store in a folder: for one process alone, of this program's files only, with what a former process left in
//! the log brought over.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::time::Duration;

use rusqlite::Connection;

use super::ahead::Ahead;
use super::intake::{self, Intake};
use super::transactions::{READERS, Writer};
use super::{AHEAD_FILE, FILE, SqliteStore, commits, migrations};
use crate::contract::StoreError;

const LOCK: &str = "lock";
/// A reader never waits for the writer in WAL; this only covers recovery and the moment of a checkpoint.
const BUSY: Duration = Duration::from_secs(2);
/// "Samb": a file of another program is refused.
pub(super) const APPLICATION_ID: i32 = 0x5361_6d62;

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
    make_file(&path).map_err(OpenError::Folder)?;
    let mut connection = connect(&path)?;
    migrations::run(&mut connection)?;
    let log = folder.join(AHEAD_FILE);
    let epoch = commits::epoch_of(&connection)? + 1;
    let left = intake::left_behind(&log, epoch)?;
    let begins = if left.is_empty() { epoch } else { epoch + 1 };
    commits::take_over(&connection, &left, epoch)?;
    let ahead = Ahead::open(&log, begins).map_err(OpenError::Folder)?;
    to_owner_alone(folder);
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

/// Makes the file of the database when it isn't there: for its owner alone, as SQLite's own files beside it then are.
fn make_file(path: &Path) -> std::io::Result<()> {
    let mut options = File::options();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// Closes our own files to everybody else, also those that were made otherwise. The folder is left as whoever made it wants it, and a
/// file system that knows no owners has nothing to close: `samenbeeld doctor` tells of both.
fn to_owner_alone(folder: &Path) {
    #[cfg(unix)]
    for name in files_of(folder) {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        let _ = fs::set_permissions(name, mode);
    }
}

/// Our files in a folder.
fn files_of(folder: &Path) -> [PathBuf; 5] {
    let beside = |end: &str| folder.join(format!("{FILE}{end}"));
    [folder.join(LOCK), folder.join(AHEAD_FILE), beside(""), beside("-wal"), beside("-shm")]
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
    // KiB. Small: the system keeps the file at hand, and what is open stands in memory already.
    connection.pragma_update(None, "cache_size", -512)?;
    Ok(connection)
}
