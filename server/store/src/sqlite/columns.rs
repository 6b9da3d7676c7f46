//! How values lie in columns.

use rusqlite::{Connection, OptionalExtension, Params, Row};

use crate::contract::StoreError;

pub(super) fn bytes(db: &Connection, sql: &str, parameters: impl Params) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(db.prepare_cached(sql)?.query_row(parameters, |row| row.get(0)).optional()?)
}

pub(super) fn text(row: &Row<'_>, column: usize) -> Result<String, StoreError> {
    Ok(row.get(column)?)
}

/// SQLite counts in signed numbers; ours keep their bits.
pub(super) fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get(column).map(i64::cast_unsigned)
}
