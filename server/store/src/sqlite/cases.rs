//! The statements about cases: their keys, register, sessions and versions, and the small values of the whole store.

use rusqlite::{Connection, OptionalExtension, Params, Row};
use samenbeeld_schema::ids::{CaseId, ItemId, PersonId, RoomId};

use crate::contract::{Register, Revised, Session, SessionHash, StoreError, Version};

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

pub(super) fn put_session(db: &Connection, hash: &SessionHash, session: &Session) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO session (hash, case_id, person, created, expires) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((
        hash,
        session.case.as_str(),
        session.person.as_str(),
        time(session.created),
        time(session.expires),
    ))?;
    Ok(())
}

pub(super) fn get_session(db: &Connection, hash: &SessionHash) -> Result<Option<Session>, StoreError> {
    let mut statement = db.prepare_cached("SELECT case_id, person, created, expires FROM session WHERE hash = ?1")?;
    let mut rows = statement.query([hash])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Session {
        case: CaseId::parse(&text(row, 0)?).map_err(|_| StoreError::Corrupt)?,
        person: PersonId::parse(&text(row, 1)?).map_err(|_| StoreError::Corrupt)?,
        created: number(row, 2)?,
        expires: number(row, 3)?,
    }))
}

pub(super) fn delete_session(db: &Connection, hash: &SessionHash) -> Result<bool, StoreError> {
    Ok(db.prepare_cached("DELETE FROM session WHERE hash = ?1")?.execute([hash])? == 1)
}

pub(super) fn end_sessions_of(
    db: &Connection,
    case: &CaseId,
    person: &PersonId,
) -> Result<Vec<SessionHash>, StoreError> {
    ended(db, "DELETE FROM session WHERE case_id = ?1 AND person = ?2 RETURNING hash", (case.as_str(), person.as_str()))
}

pub(super) fn sweep_sessions(db: &Connection, now: u64) -> Result<Vec<SessionHash>, StoreError> {
    ended(db, "DELETE FROM session WHERE expires <= ?1 RETURNING hash", [time(now)])
}

fn ended(db: &Connection, sql: &str, parameters: impl Params) -> Result<Vec<SessionHash>, StoreError> {
    let mut statement = db.prepare_cached(sql)?;
    let mut hashes: Vec<SessionHash> = statement.query_map(parameters, |row| row.get(0))?.collect::<Result<_, _>>()?;
    hashes.sort_unstable();
    Ok(hashes)
}

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

pub(super) fn put_meta(db: &Connection, name: &str, value: &[u8]) -> Result<(), StoreError> {
    db.prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)")?.execute((name, value))?;
    Ok(())
}

pub(super) fn get_meta(db: &Connection, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
    bytes(db, "SELECT value FROM meta WHERE name = ?1", [name])
}

fn bytes(db: &Connection, sql: &str, parameters: impl Params) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(db.prepare_cached(sql)?.query_row(parameters, |row| row.get(0)).optional()?)
}

fn text(row: &Row<'_>, column: usize) -> Result<String, StoreError> {
    Ok(row.get(column)?)
}

/// "For ever" stays the latest of all times.
fn time(milliseconds: u64) -> i64 {
    i64::try_from(milliseconds).unwrap_or(i64::MAX)
}

fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get(column).map(i64::cast_unsigned)
}
