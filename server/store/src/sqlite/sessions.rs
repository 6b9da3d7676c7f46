//! The statements about sessions.

use rusqlite::{Connection, Params};
use samenbeeld_schema::ids::{CaseId, ItemId, PersonId};

use super::columns::{number, text};
use crate::contract::{Session, SessionHash, StoreError};

pub(super) fn put_session(db: &Connection, hash: &SessionHash, session: &Session) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO session (hash, case_id, person, created, expires, device) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute((
        hash,
        session.case.as_str(),
        session.person.as_str(),
        time(session.created),
        time(session.expires),
        session.device.map(|device| device.to_string()),
    ))?;
    Ok(())
}

pub(super) fn get_session(db: &Connection, hash: &SessionHash) -> Result<Option<Session>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT case_id, person, created, expires, device FROM session WHERE hash = ?1")?;
    let mut rows = statement.query([hash])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let device: Option<String> = row.get(4)?;
    Ok(Some(Session {
        case: CaseId::parse(&text(row, 0)?).map_err(|_| StoreError::Corrupt)?,
        person: PersonId::parse(&text(row, 1)?).map_err(|_| StoreError::Corrupt)?,
        created: number(row, 2)?,
        expires: number(row, 3)?,
        device: device.map(|id| ItemId::parse(&id)).transpose().map_err(|_| StoreError::Corrupt)?,
    }))
}

pub(super) fn tie_session(db: &Connection, hash: &SessionHash, device: ItemId) -> Result<bool, StoreError> {
    let mut tie = db.prepare_cached("UPDATE session SET device = ?2 WHERE hash = ?1")?;
    Ok(tie.execute((hash, device.to_string()))? == 1)
}

pub(super) fn delete_session(db: &Connection, hash: &SessionHash) -> Result<bool, StoreError> {
    Ok(db.prepare_cached("DELETE FROM session WHERE hash = ?1")?.execute([hash])? == 1)
}

pub(super) fn end_sessions_of(
    db: &Connection,
    case: &CaseId,
    person: &PersonId,
    device: Option<ItemId>,
) -> Result<Vec<SessionHash>, StoreError> {
    ended(
        db,
        "DELETE FROM session WHERE case_id = ?1 AND person = ?2 AND (?3 IS NULL OR device = ?3) RETURNING hash",
        (case.as_str(), person.as_str(), device.map(|device| device.to_string())),
    )
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

/// "For ever" stays the latest of all times.
fn time(milliseconds: u64) -> i64 {
    i64::try_from(milliseconds).unwrap_or(i64::MAX)
}
