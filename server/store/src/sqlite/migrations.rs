//! Brings a database to the present tables, once each, in one transaction; a released migration never changes.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::opening::{APPLICATION_ID, OpenError};

/// All migrations, in order; the first is number 1.
const MIGRATIONS: &[&str] = &[
    include_str!("../../migrations/0001_init.sql"),
    include_str!("../../migrations/0002_item_owner.sql"),
    include_str!("../../migrations/0003_audit.sql"),
    include_str!("../../migrations/0004_session_device.sql"),
];

pub(super) fn run(connection: &mut Connection) -> Result<(), OpenError> {
    apply(connection, MIGRATIONS)
}

fn apply(connection: &mut Connection, migrations: &[&str]) -> Result<(), OpenError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let applied: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = u32::try_from(migrations.len()).unwrap_or(u32::MAX);
    if applied > known {
        return Err(OpenError::Newer);
    }
    if applied == 0 {
        transaction
            .execute_batch("CREATE TABLE migration (number INTEGER PRIMARY KEY, checksum BLOB NOT NULL) STRICT")?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    for (number, sql) in (1u32..).zip(migrations) {
        let checksum = Sha256::digest(sql.as_bytes()).to_vec();
        if number > applied {
            transaction.execute_batch(sql)?;
            transaction.execute("INSERT INTO migration (number, checksum) VALUES (?1, ?2)", (number, checksum))?;
            transaction.pragma_update(None, "user_version", number)?;
        } else if made_with(&transaction, number)? != Some(checksum) {
            return Err(OpenError::ChangedMigration(number));
        }
    }
    // Opening what is up to date writes nothing.
    transaction.commit()?;
    Ok(())
}

fn made_with(db: &Connection, number: u32) -> rusqlite::Result<Option<Vec<u8>>> {
    db.query_row("SELECT checksum FROM migration WHERE number = ?1", [number], |row| row.get(0)).optional()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_runs_once() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        run(&mut connection).unwrap();
        let version: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        assert_eq!(version as usize, MIGRATIONS.len());
    }

    #[test]
    fn a_released_migration_that_changed_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        apply(&mut connection, &["CREATE TABLE a (b INTEGER)"]).unwrap();
        let refused = apply(&mut connection, &["CREATE TABLE a (b INTEGER, c INTEGER)"]);
        assert!(matches!(refused, Err(OpenError::ChangedMigration(1))));
    }

    #[test]
    fn a_file_from_before_the_log_gets_one_and_keeps_what_it_has() {
        let mut connection = Connection::open_in_memory().unwrap();
        apply(&mut connection, &MIGRATIONS[..2]).unwrap();
        connection.execute("INSERT INTO meta (name, value) VALUES ('a', x'01')", []).unwrap();
        run(&mut connection).unwrap();
        let kept: i64 = connection.query_row("SELECT count(*) FROM meta", [], |row| row.get(0)).unwrap();
        let lines: i64 = connection.query_row("SELECT count(*) FROM audit", [], |row| row.get(0)).unwrap();
        assert_eq!((kept, lines), (1, 0));
    }

    #[test]
    fn a_line_of_the_log_is_never_changed_or_removed() {
        let mut connection = Connection::open_in_memory().unwrap();
        run(&mut connection).unwrap();
        connection.execute("INSERT INTO audit (case_id, seq, sealed) VALUES ('a', 1, x'01')", []).unwrap();
        assert!(connection.execute("UPDATE audit SET sealed = x'02'", []).is_err());
        assert!(connection.execute("DELETE FROM audit", []).is_err());
    }

    #[test]
    fn a_file_of_a_newer_program_is_refused() {
        let mut connection = Connection::open_in_memory().unwrap();
        apply(&mut connection, &["CREATE TABLE a (b INTEGER)", "CREATE TABLE c (d INTEGER)"]).unwrap();
        assert!(matches!(apply(&mut connection, &["CREATE TABLE a (b INTEGER)"]), Err(OpenError::Newer)));
    }

    #[test]
    fn a_migration_that_fails_leaves_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert!(apply(&mut connection, &["CREATE TABLE a (b INTEGER)", "nonsense"]).is_err());
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 0);
    }
}
