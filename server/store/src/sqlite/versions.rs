//! The statements about versions.

use rusqlite::{Connection, Row};
use samenbeeld_schema::ids::{CaseId, ItemId, RoomId};

use super::columns::text;
use crate::contract::{StoreError, Version};

pub(super) fn put_version(
    db: &Connection,
    case: &CaseId,
    version: &Version,
    sealed: &[u8],
) -> Result<bool, StoreError> {
    let rooms: Vec<&str> = version.rooms.iter().map(RoomId::as_str).collect();
    let made = db
        .prepare_cached(
            "INSERT INTO version (case_id, version, rooms, meta, sealed) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO NOTHING",
        )?
        .execute((case.as_str(), version.id.to_string(), rooms.join(" "), &version.meta, sealed))?;
    Ok(made == 1)
}

pub(super) fn list_versions(db: &Connection, case: &CaseId) -> Result<Vec<Version>, StoreError> {
    let mut statement = db.prepare_cached("SELECT version, rooms, meta FROM version WHERE case_id = ?1 ORDER BY id")?;
    let mut rows = statement.query([case.as_str()])?;
    let mut versions = Vec::new();
    while let Some(row) = rows.next()? {
        versions.push(version(row)?);
    }
    Ok(versions)
}

pub(super) fn get_version(
    db: &Connection,
    case: &CaseId,
    id: ItemId,
) -> Result<Option<(Version, Vec<u8>)>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT version, rooms, meta, sealed FROM version WHERE case_id = ?1 AND version = ?2")?;
    let mut rows = statement.query((case.as_str(), id.to_string()))?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some((version(row)?, row.get(3)?)))
}

fn version(row: &Row<'_>) -> Result<Version, StoreError> {
    let rooms: Result<Vec<RoomId>, _> = text(row, 1)?.split_ascii_whitespace().map(RoomId::parse).collect();
    Ok(Version {
        id: ItemId::parse(&text(row, 0)?).map_err(|_| StoreError::Corrupt)?,
        rooms: rooms.map_err(|_| StoreError::Corrupt)?,
        meta: row.get(2)?,
    })
}
