//! The statements about the log of who did what: lines are added, never changed.

use rusqlite::{Connection, OptionalExtension};
use samenbeeld_schema::ids::CaseId;

use super::columns::number;
use crate::contract::{AuditAppend, Logged, Records, Seq, StoreError};

pub(super) fn append_audit(db: &Connection, append: &AuditAppend) -> Result<Logged, StoreError> {
    let now = last_seq(db, &append.case)?;
    if now != append.expected_head {
        return Ok(Logged::Moved(now));
    }
    let mut insert = db.prepare_cached("INSERT INTO audit (case_id, seq, sealed) VALUES (?1, ?2, ?3)")?;
    let mut seq = now;
    for line in &append.lines {
        seq += 1;
        insert.execute((append.case.as_str(), seq.cast_signed(), line))?;
    }
    db.prepare_cached(
        "INSERT INTO audit_head (case_id, seq, sealed) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET seq = excluded.seq, sealed = excluded.sealed",
    )?
    .execute((append.case.as_str(), seq.cast_signed(), &append.head))?;
    Ok(Logged::Stored(seq))
}

/// Counted in the lines themselves: a head that was put back to an older one lets no line be written twice.
fn last_seq(db: &Connection, case: &CaseId) -> Result<Seq, StoreError> {
    let found = db
        .prepare_cached("SELECT seq FROM audit WHERE case_id = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([case.as_str()], |row| number(row, 0))
        .optional()?;
    Ok(found.unwrap_or(0))
}

pub(super) fn audit_after(db: &Connection, case: &CaseId, seq: Seq, limit: usize) -> Result<Records, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT seq, sealed FROM audit WHERE case_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3")?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let after = i64::try_from(seq).unwrap_or(i64::MAX);
    let rows = statement.query_map((case.as_str(), after, limit), |row| Ok((number(row, 0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn audit_head(db: &Connection, case: &CaseId) -> Result<Option<(Seq, Vec<u8>)>, StoreError> {
    let found = db
        .prepare_cached("SELECT seq, sealed FROM audit_head WHERE case_id = ?1")?
        .query_row([case.as_str()], |row| Ok((number(row, 0)?, row.get(1)?)))
        .optional()?;
    Ok(found)
}
