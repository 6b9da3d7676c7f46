//! What an error of SQLite means for whoever waits for an answer.

use rusqlite::ErrorCode;
use rusqlite::ffi;

use crate::contract::{StoreError, Unavailable};

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error() {
            Some(error) => classify(error),
            // A row of another shape than the one we wrote.
            None => Self::Corrupt,
        }
    }
}

fn classify(error: &ffi::Error) -> StoreError {
    match error.extended_code {
        // After these nobody knows which of the bytes are on disk.
        ffi::SQLITE_IOERR_FSYNC
        | ffi::SQLITE_IOERR_DIR_FSYNC
        | ffi::SQLITE_IOERR_WRITE
        | ffi::SQLITE_IOERR_TRUNCATE
        | ffi::SQLITE_IOERR_CLOSE => return StoreError::Fatal,
        ffi::SQLITE_IOERR_CORRUPTFS | ffi::SQLITE_IOERR_DATA | ffi::SQLITE_IOERR_SHORT_READ => {
            return StoreError::Corrupt;
        }
        _ => {}
    }
    match error.code {
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Unavailable(Unavailable::Busy),
        ErrorCode::OutOfMemory => StoreError::Unavailable(Unavailable::Memory),
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied => {
            StoreError::Unavailable(Unavailable::Disk)
        }
        _ => StoreError::Corrupt,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(code: i32) -> StoreError {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into()
    }

    /// R6: an fsync that failed is never tried again.
    #[test]
    fn a_failed_fsync_is_fatal() {
        for code in [ffi::SQLITE_IOERR_FSYNC, ffi::SQLITE_IOERR_DIR_FSYNC, ffi::SQLITE_IOERR_WRITE] {
            assert_eq!(meaning(code), StoreError::Fatal);
        }
    }

    #[test]
    fn a_full_disk_is_told_from_a_damaged_file() {
        assert_eq!(meaning(ffi::SQLITE_FULL), StoreError::Full);
        assert_eq!(meaning(ffi::SQLITE_CORRUPT), StoreError::Corrupt);
        assert_eq!(meaning(ffi::SQLITE_NOTADB), StoreError::Corrupt);
        assert_eq!(meaning(ffi::SQLITE_BUSY), StoreError::Unavailable(Unavailable::Busy));
        assert_eq!(meaning(ffi::SQLITE_IOERR_READ), StoreError::Unavailable(Unavailable::Disk));
    }
}
