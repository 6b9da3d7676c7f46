//! What is read of documents: the tables, completed with what still waits in the log.

use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId};

use super::{SqliteStore, documents};
use crate::contract::{Owned, Records, Seq, Standing, StoreError, Stored, Tail};

pub(super) fn load(store: &SqliteStore, names: &[DocumentId]) -> Result<Vec<Option<Stored>>, StoreError> {
    let waiting = store.waiting(names)?;
    let mut found: Vec<Option<Stored>> =
        store.read(|db| names.iter().map(|name| documents::load(db, name)).collect())?;
    for (name, found) in names.iter().zip(&mut found) {
        if let Some(stored) = found {
            waiting.complete(name, stored);
        }
    }
    Ok(found)
}

pub(super) fn tail_after(store: &SqliteStore, document: &DocumentId, seq: Seq) -> Result<Option<Tail>, StoreError> {
    let waiting = store.waiting(std::slice::from_ref(document))?;
    let mut found = store.read(|db| documents::tail_after(db, document, seq))?;
    if let Some(tail) = &mut found {
        waiting.complete_tail(document, seq, tail);
    }
    Ok(found)
}

pub(super) fn standing(store: &SqliteStore, names: &[DocumentId]) -> Result<Vec<Option<Standing>>, StoreError> {
    let waiting = store.waiting(names)?;
    let mut found: Vec<Option<Standing>> =
        store.read(|db| names.iter().map(|name| documents::stands(db, name)).collect())?;
    for (name, found) in names.iter().zip(&mut found) {
        if let Some(standing) = found {
            waiting.complete_standing(name, standing);
        }
    }
    Ok(found)
}

pub(super) fn history(store: &SqliteStore, document: &DocumentId) -> Result<Option<Records>, StoreError> {
    let waiting = store.waiting(std::slice::from_ref(document))?;
    let Some((head, mut history)) = store.read(|db| documents::history(db, document))? else { return Ok(None) };
    waiting.complete_history(document, head, &mut history);
    Ok(Some(history))
}

pub(super) fn find_batch(
    store: &SqliteStore,
    document: &DocumentId,
    batch: &[u8; 16],
) -> Result<Option<Seq>, StoreError> {
    let waiting = store.waiting(std::slice::from_ref(document))?;
    let found = store.read(|db| documents::find_batch(db, document, batch))?;
    Ok(waiting.find_batch(document, batch).or(found))
}

pub(super) fn owners(store: &SqliteStore, case: &CaseId, items: &[ItemId]) -> Result<Vec<Option<Owned>>, StoreError> {
    store.alive()?;
    // Taken before the tables are read: what is brought over in between is in both.
    let waiting = store.intake().owners(case, items);
    store.read(|db| {
        let each = items.iter().zip(waiting);
        each.map(|(item, waiting)| match waiting {
            Some(owned) => Ok(Some(owned)),
            None => documents::owner_of(db, case, *item),
        })
        .collect()
    })
}
