//! Documents from the store as one picture: for the first paint and for versions. Always from what is on disk, all
//! documents from one moment.

use std::collections::BTreeMap;

use samenbeeld_schema::compose::picture::Picture;
use samenbeeld_schema::compose::{Options, compose};
use samenbeeld_schema::doc::read::{Reading, read};
use samenbeeld_schema::ids::{DocumentId, PersonId};
use samenbeeld_schema::model::Facts;
use yrs::Transact;

use crate::document::authors::AuthorRun;
use crate::document::{content, load};
use crate::vault::{Vault, VaultError};

/// A document as it was read.
pub struct ReadDocument {
    pub generation: u32,
    pub reading: Reading,
    /// Whose a client id is, those of this generation.
    pub bindings: BTreeMap<u64, PersonId>,
    /// Whose words those are that somebody else put back.
    pub runs: Vec<AuthorRun>,
}

/// Reads documents from one moment; `None` for one that does not exist. Blocks.
pub fn read_documents(vault: &Vault, ids: &[DocumentId]) -> Result<Vec<Option<ReadDocument>>, VaultError> {
    let opened = vault.open_documents(ids)?;
    ids.iter()
        .zip(opened)
        .map(|(id, opened)| {
            let Some(opened) = opened else { return Ok(None) };
            let state = load::whole_state(&opened).map_err(|_| VaultError::Damaged)?;
            let doc = content::open(&state).map_err(|_| VaultError::Damaged)?;
            let reading = read(id, &doc.transact());
            let bindings = opened
                .bindings
                .into_iter()
                .filter(|binding| binding.generation == opened.generation)
                .map(|binding| (binding.client, binding.person))
                .collect();
            Ok(Some(ReadDocument { generation: opened.generation, reading, bindings, runs: opened.runs }))
        })
        .collect()
}

/// Composes what was read.
pub fn picture<'a>(documents: impl Iterator<Item = &'a ReadDocument>, facts: &Facts) -> Picture {
    let readings: Vec<Reading> = documents.map(|document| document.reading.clone()).collect();
    compose(&readings, facts, &Options::default())
}
