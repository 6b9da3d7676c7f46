//! The invented family of `--demo`: read from a family file, written through the same operations as everybody's words,
//! each author's items in their own voice, version 1 frozen from the store.
//!
//! - [`family`]: the form of a family file; [`people`]: its register; [`pages`]: documents while they are being
//!   filled; [`fill`]: from one to the other
//! - [`print`]: what the terminal says

mod family;
mod fill;
mod pages;
mod people;
pub mod print;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use samenbeeld_schema::doc::write::Refused;
use samenbeeld_schema::ids::{CaseId, DocumentId, IdError, ItemId};
use samenbeeld_schema::text::{Short, TextError};

use crate::clock::{self, Clock};
use crate::config::Family;
use crate::register::Register;
use crate::vault::{Vault, VaultError};
use crate::version::freeze::{self, FreezeError};

const BUILT_IN: &str = include_str!("../../demo-families/tuinder-kaspers.yaml");
/// Where tests and curious people find which item of the file became which id.
const IDS_FILE: &str = "demo-ids.json";

/// Why a family file can't be loaded. Names the place in the file, for who wrote it.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("the file can't be read: {0}")]
    File(#[from] std::io::Error),
    #[error("the file does not have the form of a family: {0}")]
    Form(String),
    #[error("{0}: {1}")]
    Id(String, IdError),
    #[error("{0}: {1}")]
    Text(String, TextError),
    #[error("{0}: {1}")]
    Fields(String, String),
    #[error("{place}: {refused}")]
    Refused { place: String, refused: Refused },
    #[error("{0} names {1}, which is nowhere in the file")]
    Nowhere(String, String),
    #[error("{0} holds what the gate would refuse")]
    NotOurs(DocumentId),
    #[error("{0}")]
    Vault(#[from] VaultError),
    #[error("{0}")]
    Freeze(#[from] FreezeError),
}

/// Loads the family when its case isn't there yet; an existing one is reopened, never loaded twice.
pub fn load_once(
    family: &Family,
    data: &Path,
    vault: &Arc<Vault>,
    register: &Register,
    clock: &dyn Clock,
) -> Result<CaseId, DemoError> {
    let text = match family {
        Family::BuiltIn => BUILT_IN.to_owned(),
        Family::File(path) => std::fs::read_to_string(path)?,
    };
    let family = family::parse(&text)?;
    let case = CaseId::parse(&family.case.id).map_err(|error| DemoError::Id("case".into(), error))?;
    if register.case(&case).is_some() {
        return Ok(case);
    }
    let ids = load(&family, vault, register, clock.now())?;
    let map: BTreeMap<&str, String> = ids.iter().map(|(short, id)| (short.as_str(), id.to_string())).collect();
    std::fs::write(data.join(IDS_FILE), serde_json::to_vec_pretty(&map).unwrap_or_default())?;
    Ok(case)
}

/// Writes a family into the store and freezes its versions. Gives which short id became which item.
fn load(
    family: &family::Family,
    vault: &Arc<Vault>,
    register: &Register,
    now: u64,
) -> Result<BTreeMap<String, ItemId>, DemoError> {
    let case = people::register_of(family)?;
    let fill::Filled { pages, ids } = fill::documents_of(family, &case)?;
    let commits = pages.commits(now)?;
    let case = register.begin(case)?;
    vault.commit_now(commits)?;
    for version in &family.versions {
        let wanted = freeze::Wanted {
            id: ItemId::from_random(clock::random()),
            kind: version.kind,
            reason: Short::parse(&version.reason).map_err(|error| DemoError::Text("versions".into(), error))?,
            by: Some(people::person(&version.made_by, "versions")?),
            now,
            claimed_at: version.claimed_at.clone(),
            only: None,
        };
        freeze::freeze(vault, &case, wanted)?;
    }
    Ok(ids)
}

#[cfg(test)]
pub(crate) mod tests;
