//! The statements about documents: their sequence, journal, snapshot and client ids. Each runs inside a transaction.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};
use samenbeeld_schema::ids::{CaseId, DocumentId, DocumentKind, ItemId, PersonId};
use samenbeeld_schema::model::Kind;

use super::columns::number;
use crate::contract::{self, Append, Binding, Generation, Outcome, Owned, Records, Seq, StoreError, Stored, Tail};
use crate::owners;

/// Where a document stands.
struct Standing {
    id: i64,
    generation: Generation,
    head: Seq,
}

pub(super) fn append(db: &Connection, append: &Append) -> Result<Outcome, StoreError> {
    let name = append.document.to_string();
    // Everything is judged before the first write, so a refusal needs no savepoint.
    let mut claimed = BTreeMap::new();
    if !append.bindings.is_empty() || !append.claims.is_empty() {
        let Some(standing) = standing(db, &name)? else { return Ok(Outcome::Unknown) };
        if standing.generation != append.generation {
            return Ok(Outcome::GenerationGone);
        }
        if standing.head != append.expected_head {
            return Ok(Outcome::HeadMoved(standing.head));
        }
        if let Some(client) = taken(db, &standing, &append.bindings)? {
            return Ok(Outcome::ClientTaken(client));
        }
        match owners::judge(append, |item| owner_of(db, &append.document.case, item))? {
            Ok(kept) => claimed = kept,
            Err(refused) => return Ok(refused),
        }
    }
    let id: Option<i64> = db
        .prepare_cached(
            "UPDATE document SET head = head + 1 WHERE name = ?1 AND generation = ?2 AND head = ?3 RETURNING id",
        )?
        .query_row((&name, append.generation, append.expected_head.cast_signed()), |row| row.get(0))
        .optional()?;
    let Some(id) = id else {
        return Ok(match standing(db, &name)? {
            None => Outcome::Unknown,
            Some(standing) if standing.generation != append.generation => Outcome::GenerationGone,
            Some(standing) => Outcome::HeadMoved(standing.head),
        });
    };
    let seq = append.expected_head + 1;
    db.prepare_cached("INSERT INTO journal (document, seq, batch, sealed) VALUES (?1, ?2, ?3, ?4)")?.execute((
        id,
        seq.cast_signed(),
        append.batch,
        &append.record,
    ))?;
    for (client, person) in &append.bindings {
        db.prepare_cached(
            "INSERT INTO binding (document, client, person, generation, seq) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO NOTHING",
        )?
        .execute((id, client.cast_signed(), person.as_str(), append.generation, seq.cast_signed()))?;
    }
    for (item, owned) in claimed {
        db.prepare_cached(
            "INSERT INTO item_owner (case_id, item, owner, kind, words_of) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET words_of = excluded.words_of WHERE words_of IS NOT excluded.words_of",
        )?
        .execute((
            append.document.case.as_str(),
            item.to_string(),
            owned.by.to_string(),
            owned.kind.as_str(),
            owned.words_of.as_ref().map(PersonId::as_str),
        ))?;
    }
    Ok(Outcome::Stored(seq))
}

/// The first client id that is another's, in the store or within the append itself.
fn taken(db: &Connection, standing: &Standing, bindings: &[(u64, PersonId)]) -> Result<Option<u64>, StoreError> {
    for (index, (client, person)) in bindings.iter().enumerate() {
        let bound: Option<(String, Generation)> = db
            .prepare_cached("SELECT person, generation FROM binding WHERE document = ?1 AND client = ?2")?
            .query_row((standing.id, client.cast_signed()), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let kept = bound.is_none_or(|(p, generation)| p == person.as_str() && generation == standing.generation);
        let within = bindings.iter().take(index).all(|(c, p)| c != client || p == person);
        if !kept || !within {
            return Ok(Some(*client));
        }
    }
    Ok(None)
}

fn standing(db: &Connection, name: &str) -> Result<Option<Standing>, StoreError> {
    let found = db
        .prepare_cached("SELECT id, generation, head FROM document WHERE name = ?1")?
        .query_row([name], |row| Ok(Standing { id: row.get(0)?, generation: row.get(1)?, head: number(row, 2)? }))
        .optional()?;
    Ok(found)
}

/// Where a document stands in the tables.
pub(super) fn standing_of(db: &Connection, document: &DocumentId) -> Result<Option<(Generation, Seq)>, StoreError> {
    Ok(standing(db, &document.to_string())?.map(|standing| (standing.generation, standing.head)))
}

/// Whose a client id is in the tables, and since which generation.
pub(super) fn bound_to(
    db: &Connection,
    document: &DocumentId,
    client: u64,
) -> Result<Option<(String, Generation)>, StoreError> {
    let bound = db
        .prepare_cached(
            "SELECT person, generation FROM binding
             WHERE document = (SELECT id FROM document WHERE name = ?1) AND client = ?2",
        )?
        .query_row((document.to_string(), client.cast_signed()), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(bound)
}

/// Whose an item id is in the tables.
pub(super) fn owner_of(db: &Connection, case: &CaseId, item: ItemId) -> Result<Option<Owned>, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT owner, kind, words_of FROM item_owner WHERE case_id = ?1 AND item = ?2")?;
    let mut rows = statement.query((case.as_str(), item.to_string()))?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let (owner, kind, words_of): (String, String, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let words_of = words_of.map(|person| PersonId::parse(&person)).transpose();
    Ok(Some(Owned {
        by: DocumentKind::parse(&owner).map_err(|_| StoreError::Corrupt)?,
        kind: Kind::parse(&kind).ok_or(StoreError::Corrupt)?,
        words_of: words_of.map_err(|_| StoreError::Corrupt)?,
    }))
}

pub(super) fn load(db: &Connection, document: &DocumentId) -> Result<Option<Stored>, StoreError> {
    let Some(Standing { id, generation, head }) = standing(db, &document.to_string())? else { return Ok(None) };
    let wrapped_key =
        db.prepare_cached("SELECT wrapped_key FROM document WHERE id = ?1")?.query_row([id], |row| row.get(0))?;
    let snapshot: Option<(Seq, Vec<u8>)> = db
        .prepare_cached("SELECT seq, sealed FROM snapshot WHERE document = ?1")?
        .query_row([id], |row| Ok((number(row, 0)?, row.get(1)?)))
        .optional()?;
    let tail = records_after(db, id, snapshot.as_ref().map_or(0, |(seq, _)| *seq), head)?;
    Ok(Some(Stored { generation, head, snapshot, tail, bindings: bindings_after(db, id, None)?, wrapped_key }))
}

pub(super) fn stands(db: &Connection, document: &DocumentId) -> Result<Option<contract::Standing>, StoreError> {
    let Some(Standing { id, generation, head }) = standing(db, &document.to_string())? else { return Ok(None) };
    Ok(Some(contract::Standing { generation, head, bindings: bindings_after(db, id, None)? }))
}

pub(super) fn tail_after(db: &Connection, document: &DocumentId, seq: Seq) -> Result<Option<Tail>, StoreError> {
    let Some(Standing { id, generation, head }) = standing(db, &document.to_string())? else { return Ok(None) };
    if snapshot_seq(db, id)?.is_some_and(|snapshot| snapshot > seq) {
        return Ok(None);
    }
    let records = records_after(db, id, seq, head)?;
    Ok(Some(Tail { generation, head, records, bindings: bindings_after(db, id, Some(seq))? }))
}

/// The records after a place. A hole, or an end that is not the head, is damage: R21, never a shorter document.
fn records_after(db: &Connection, id: i64, seq: Seq, head: Seq) -> Result<Records, StoreError> {
    let mut statement =
        db.prepare_cached("SELECT seq, sealed FROM journal WHERE document = ?1 AND seq > ?2 ORDER BY seq")?;
    let records = statement
        .query_map((id, seq.cast_signed()), |row| Ok((number(row, 0)?, row.get(1)?)))?
        .collect::<Result<Records, _>>()?;
    let whole = records.iter().map(|(seq, _)| *seq).eq(seq.saturating_add(1)..=head);
    if whole { Ok(records) } else { Err(StoreError::Corrupt) }
}

fn bindings_after(db: &Connection, id: i64, after: Option<Seq>) -> Result<Vec<Binding>, StoreError> {
    let mut statement = db.prepare_cached(
        "SELECT client, person, generation FROM binding WHERE document = ?1 AND seq > ?2 ORDER BY client",
    )?;
    let mut rows = statement.query((id, after.unwrap_or(0).cast_signed()))?;
    let mut bindings = Vec::new();
    while let Some(row) = rows.next()? {
        let person = PersonId::parse(row.get_ref(1)?.as_str().map_err(|_| StoreError::Corrupt)?);
        bindings.push(Binding {
            client: number(row, 0)?,
            person: person.map_err(|_| StoreError::Corrupt)?,
            generation: row.get(2)?,
        });
    }
    Ok(bindings)
}

pub(super) fn find_batch(db: &Connection, document: &DocumentId, batch: &[u8; 16]) -> Result<Option<Seq>, StoreError> {
    let found = db
        .prepare_cached(
            "SELECT seq FROM journal WHERE document = (SELECT id FROM document WHERE name = ?1) AND batch = ?2
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row((document.to_string(), batch), |row| number(row, 0))
        .optional()?;
    Ok(found)
}

pub(super) fn create(db: &Connection, document: &DocumentId, wrapped_key: &[u8]) -> Result<bool, StoreError> {
    let made = db
        .prepare_cached(
            "INSERT INTO document (name, generation, head, wrapped_key) VALUES (?1, 1, 0, ?2) ON CONFLICT DO NOTHING",
        )?
        .execute((document.to_string(), wrapped_key))?;
    Ok(made == 1)
}

pub(super) fn compact(
    db: &Connection,
    document: &DocumentId,
    generation: Generation,
    replaces: Option<Seq>,
    up_to: Seq,
    snapshot: &[u8],
) -> Result<bool, StoreError> {
    let Some(standing) = standing(db, &document.to_string())? else { return Ok(false) };
    let before = snapshot_seq(db, standing.id)?;
    let grows = up_to > before.unwrap_or(0) && up_to <= standing.head;
    if standing.generation != generation || before != replaces || !grows {
        return Ok(false);
    }
    // The records stay: they are the evidence of who did what, and only an erasure or their term takes them away.
    put_snapshot(db, standing.id, up_to, snapshot)?;
    Ok(true)
}

/// Every record of this generation, those that a snapshot has replaced included, and the head.
pub(super) fn history(db: &Connection, document: &DocumentId) -> Result<Option<(Seq, Records)>, StoreError> {
    let Some(Standing { id, head, .. }) = standing(db, &document.to_string())? else { return Ok(None) };
    let mut statement = db.prepare_cached("SELECT seq, sealed FROM journal WHERE document = ?1 ORDER BY seq")?;
    let records =
        statement.query_map([id], |row| Ok((number(row, 0)?, row.get(1)?)))?.collect::<Result<Records, _>>()?;
    let first = records.first().map_or(head.saturating_add(1), |(seq, _)| *seq);
    let whole = records.iter().map(|(seq, _)| *seq).eq(first..=head);
    if whole { Ok(Some((head, records))) } else { Err(StoreError::Corrupt) }
}

pub(super) fn renew(
    db: &Connection,
    document: &DocumentId,
    generation: Generation,
    head: Seq,
    wrapped_key: &[u8],
    snapshot: &[u8],
) -> Result<Option<Generation>, StoreError> {
    let Some(standing) = standing(db, &document.to_string())? else { return Ok(None) };
    if standing.generation != generation || standing.head != head {
        return Ok(None);
    }
    let next = generation + 1;
    db.prepare_cached("UPDATE document SET generation = ?2, wrapped_key = ?3 WHERE id = ?1")?.execute((
        standing.id,
        next,
        wrapped_key,
    ))?;
    db.prepare_cached("DELETE FROM journal WHERE document = ?1")?.execute([standing.id])?;
    put_snapshot(db, standing.id, head, snapshot)?;
    Ok(Some(next))
}

fn put_snapshot(db: &Connection, id: i64, seq: Seq, snapshot: &[u8]) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT INTO snapshot (document, seq, sealed) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET seq = excluded.seq, sealed = excluded.sealed",
    )?
    .execute((id, seq.cast_signed(), snapshot))?;
    Ok(())
}

fn snapshot_seq(db: &Connection, id: i64) -> Result<Option<Seq>, StoreError> {
    let found = db
        .prepare_cached("SELECT seq FROM snapshot WHERE document = ?1")?
        .query_row([id], |row| number(row, 0))
        .optional()?;
    Ok(found)
}

pub(super) fn documents_of(db: &Connection, case: &CaseId) -> Result<Vec<DocumentId>, StoreError> {
    // '0' is the character after '/': all names that begin with "<case>/", by the index of names.
    let mut statement = db.prepare_cached("SELECT name FROM document WHERE name > ?1 AND name < ?2 ORDER BY name")?;
    let mut rows = statement.query((format!("{case}/"), format!("{case}0")))?;
    let mut documents = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        documents.push(DocumentId::parse(&name).map_err(|_| StoreError::Corrupt)?);
    }
    Ok(documents)
}
