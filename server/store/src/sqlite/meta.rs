//! The statements about the small values of the whole store.

use rusqlite::Connection;

use super::columns::bytes;
use crate::contract::StoreError;

pub(super) fn put_meta(db: &Connection, name: &str, value: &[u8]) -> Result<(), StoreError> {
    db.prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)")?.execute((name, value))?;
    Ok(())
}

pub(super) fn get_meta(db: &Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    bytes(db, "SELECT value FROM meta WHERE name = ?1", [name])
}
