//! The statements about cases: their keys and those of their rooms, and their register.

use rusqlite::{Connection, OptionalExtension};
use samenbeeld_schema::ids::{CaseId, RoomId};

use super::columns::{bytes, number, text};
use crate::contract::{Register, Revised, StoreError, WrappedKeys};

pub(super) fn put_room(db: &Connection, case: &CaseId, room: &RoomId, key: &[u8]) -> Result<bool, StoreError> {
    let made = db
        .prepare_cached("INSERT INTO room (case_id, room, wrapped_key) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?
        .execute((case.as_str(), room.as_str(), key))?;
    Ok(made == 1)
}

pub(super) fn get_room(db: &Connection, case: &CaseId, room: &RoomId) -> Result<Option<Vec<u8>>, StoreError> {
    bytes(db, "SELECT wrapped_key FROM room WHERE case_id = ?1 AND room = ?2", (case.as_str(), room.as_str()))
}

pub(super) fn put_case(db: &Connection, case: &CaseId, key: &[u8]) -> Result<bool, StoreError> {
    let made = db
        .prepare_cached("INSERT INTO case_key (case_id, wrapped_key) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?
        .execute((case.as_str(), key))?;
    Ok(made == 1)
}

pub(super) fn get_case(db: &Connection, case: &CaseId) -> Result<Option<Vec<u8>>, StoreError> {
    bytes(db, "SELECT wrapped_key FROM case_key WHERE case_id = ?1", [case.as_str()])
}

pub(super) fn wrapped_keys(db: &Connection) -> Result<WrappedKeys, StoreError> {
    let mut keys = WrappedKeys::default();
    let mut statement = db.prepare_cached("SELECT case_id, wrapped_key FROM case_key ORDER BY case_id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        keys.cases.push((CaseId::parse(&text(row, 0)?).map_err(|_| StoreError::Corrupt)?, row.get(1)?));
    }
    let mut statement = db.prepare_cached("SELECT case_id, room, wrapped_key FROM room ORDER BY case_id, room")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let case = CaseId::parse(&text(row, 0)?).map_err(|_| StoreError::Corrupt)?;
        keys.rooms.push((case, RoomId::parse(&text(row, 1)?).map_err(|_| StoreError::Corrupt)?, row.get(2)?));
    }
    Ok(keys)
}

pub(super) fn rewrap(db: &Connection, keys: &WrappedKeys) -> Result<bool, StoreError> {
    let there = wrapped_keys(db)?;
    let same = there.cases.iter().map(|(case, _)| case).eq(keys.cases.iter().map(|(case, _)| case))
        && there
            .rooms
            .iter()
            .map(|(case, room, _)| (case, room))
            .eq(keys.rooms.iter().map(|(case, room, _)| (case, room)));
    if !same {
        return Ok(false);
    }
    for (case, key) in &keys.cases {
        db.prepare_cached("UPDATE case_key SET wrapped_key = ?2 WHERE case_id = ?1")?.execute((case.as_str(), key))?;
    }
    for (case, room, key) in &keys.rooms {
        db.prepare_cached("UPDATE room SET wrapped_key = ?3 WHERE case_id = ?1 AND room = ?2")?.execute((
            case.as_str(),
            room.as_str(),
            key,
        ))?;
    }
    Ok(true)
}

pub(super) fn put_register(
    db: &Connection,
    case: &CaseId,
    expected: u64,
    sealed: &[u8],
) -> Result<Revised, StoreError> {
    let now = get_register(db, case)?.map_or(0, |register| register.revision);
    if now != expected {
        return Ok(Revised::Moved(now));
    }
    db.prepare_cached(
        "INSERT INTO register (case_id, revision, sealed) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET revision = excluded.revision, sealed = excluded.sealed",
    )?
    .execute((case.as_str(), (now + 1).cast_signed(), sealed))?;
    Ok(Revised::Stored(now + 1))
}

pub(super) fn get_register(db: &Connection, case: &CaseId) -> Result<Option<Register>, StoreError> {
    let found = db
        .prepare_cached("SELECT revision, sealed FROM register WHERE case_id = ?1")?
        .query_row([case.as_str()], |row| Ok(Register { revision: number(row, 0)?, sealed: row.get(1)? }))
        .optional()?;
    Ok(found)
}

pub(super) fn list_cases(db: &Connection) -> Result<Vec<CaseId>, StoreError> {
    let mut statement = db.prepare_cached("SELECT case_id FROM register ORDER BY case_id")?;
    let mut rows = statement.query([])?;
    let mut cases = Vec::new();
    while let Some(row) = rows.next()? {
        cases.push(CaseId::parse(&text(row, 0)?).map_err(|_| StoreError::Corrupt)?);
    }
    Ok(cases)
}
