//! Brings a document from the store: opens what is sealed, merges snapshot and tail, checks it with the gate.
//!
//! Runs on threads that may block. A failed load is an error, never an empty document.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bytes::Bytes;
use samenbeeld_gate::Index;
use samenbeeld_schema::ids::DocumentId;
use samenbeeld_store::seal::DocumentKey;
use yrs::{ReadTxn, StateVector, Transact};

use super::content;
use super::core::Loaded;
use super::roots::DocumentRoots;
use crate::vault::{Opened, Vault, VaultError};

/// Why a document could not be brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    #[error("there is no such document in the store")]
    Unknown,
    #[error("the store can't be read")]
    Store(#[from] VaultError),
    #[error("what the store holds is no valid document")]
    Invalid,
}

/// A document ready to live, with what the shard needs to keep it.
pub struct Ready {
    pub loaded: Loaded,
    pub key: Arc<DocumentKey>,
    /// The sequence of the snapshot, if there is one.
    pub snapshot: Option<u64>,
}

/// Loads one document.
pub fn load(vault: &Vault, id: &DocumentId, roots: &DocumentRoots) -> Result<Ready, LoadError> {
    let opened = vault.open_documents(std::slice::from_ref(id))?.pop().flatten().ok_or(LoadError::Unknown)?;
    let state = whole_state(&opened)?;
    let index = Index::load(&state, roots).map_err(|_| LoadError::Invalid)?;
    let quarantined = vault.is_quarantined(id, opened.generation, opened.head)?;
    let bindings: HashMap<_, _> =
        opened.bindings.into_iter().map(|binding| (binding.client, (binding.person, binding.generation))).collect();
    Ok(Ready {
        snapshot: opened.snapshot.as_ref().map(|(seq, _)| *seq),
        key: opened.key,
        loaded: Loaded {
            generation: opened.generation,
            head: opened.head,
            state,
            index,
            bindings,
            runs: opened.runs,
            quarantined,
        },
    })
}

/// The whole state of an opened document as one update.
pub fn whole_state(opened: &Opened) -> Result<Bytes, LoadError> {
    match (&opened.snapshot, opened.tail.as_slice()) {
        (None, []) => Ok(Bytes::from_static(&[0, 0])),
        (Some((_, snapshot)), []) => Ok(snapshot.clone()),
        (None, [(_, only)]) => Ok(only.clone()),
        (snapshot, tail) => catch_unwind(AssertUnwindSafe(|| {
            let first = snapshot.as_ref().map(|(_, bytes)| bytes.as_ref()).unwrap_or_default();
            let doc = content::open(first).map_err(|_| LoadError::Invalid)?;
            {
                let mut transaction = doc.transact_mut();
                for (_, update) in tail {
                    content::apply_one(&mut transaction, update).map_err(|_| LoadError::Invalid)?;
                }
            }
            Ok(Bytes::from(doc.transact().encode_diff_v1(&StateVector::default())))
        }))
        .unwrap_or(Err(LoadError::Invalid)),
    }
}
