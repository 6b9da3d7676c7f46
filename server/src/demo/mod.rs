//! The invented family of `--demo`: read from a family file, written through the same operations as everybody's words,
//! each author's items in their own voice, version 1 frozen from the store.
//!
//! The file is read and checked whole before the store gets anything. A load that was broken off leaves keys, words and
//! versions that nobody can reach; the next one goes on from there, and the register comes last.
//!
//! - [`family`]: the form of a family file; [`people`]: its register; [`pages`]: documents while they are being
//!   filled; [`fill`]: from one to the other

mod family;
mod fill;
mod pages;
mod people;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use samenbeeld_schema::doc::write::Refused;
use samenbeeld_schema::ids::{CaseId, DocumentId, IdError, ItemId};
use samenbeeld_schema::model::PersonFacts;
use samenbeeld_schema::text::{Short, TextError};
use sha2::{Digest, Sha256};

use crate::clock::Clock;
use crate::config::Family;
use crate::register::{CaseRegister, Register, RegisteredPerson};
use crate::vault::{Vault, VaultError};
use crate::version::freeze::{self, FreezeError};

const BUILT_IN: &str = include_str!("../../demo-families/tuinder-kaspers.yaml");
/// Where tests and curious people find which item of the file became which id.
const IDS_FILE: &str = "demo-ids.json";
/// Which family was loaded into this folder: its case id.
const FAMILY_FILE: &str = "demo-family";

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
    #[error("this data folder holds another family, {0}: choose another folder with --data, or remove this one")]
    AnotherFamily(String),
    #[error("{0} holds what the gate would refuse")]
    NotOurs(DocumentId),
    #[error("the name {0} stands for two things")]
    Twice(String),
    #[error("{place}: {who} can't write in the {document} of room {room}")]
    MayNotWrite { place: String, who: String, document: String, room: String },
    #[error("{place}: nobody in room {room} writes its {document}")]
    NobodyWrites { place: String, document: String, room: String },
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
    let mark = data.join(FAMILY_FILE);
    match std::fs::read_to_string(&mark) {
        Ok(loaded) if loaded != family.case.id => return Err(DemoError::AnotherFamily(loaded)),
        Ok(_) => {}
        // Without a mark nothing was loaded here, or before there were marks: then cases are there.
        Err(_) => match register.cases().keys().next() {
            Some(loaded) if register.case(&case).is_none() => return Err(DemoError::AnotherFamily(loaded.to_string())),
            Some(_) => std::fs::write(&mark, case.as_str())?,
            None => {}
        },
    }
    if register.case(&case).is_some() {
        return Ok(case);
    }
    for place in family.unloaded() {
        tracing::warn!(place, "the family file holds something that is not loaded yet");
    }
    let Stored { case: whole, ids } = store(&family, vault, register, clock.now())?;
    let map: BTreeMap<&str, String> = ids.iter().map(|(short, id)| (short.as_str(), id.to_string())).collect();
    std::fs::write(data.join(IDS_FILE), serde_json::to_vec_pretty(&map).unwrap_or_default())?;
    std::fs::write(&mark, case.as_str())?;
    register.publish(whole)?;
    Ok(case)
}

/// The accounts of the demo's office: its workers. Who leads the case keeps them, so that everything can be tried.
pub fn accounts(register: &Register, case: &CaseId) -> Vec<RegisteredPerson> {
    let Some(case) = register.case(case) else { return Vec::new() };
    let workers = case.persons.iter().filter(|known| known.account.as_ref() == Some(&known.facts.id));
    let accounts = workers.map(|known| {
        let facts = &known.facts;
        let named = PersonFacts {
            organisation: facts.organisation.clone(),
            ..PersonFacts::named(facts.id.clone(), facts.name.clone(), facts.role)
        };
        RegisteredPerson { admin: case.case.regisseur.as_ref() == Some(&facts.id), ..RegisteredPerson::of(named) }
    });
    accounts.collect()
}

/// A family in the store, with all its words and versions, which nobody can reach yet.
struct Stored {
    case: CaseRegister,
    /// Which short id became which item.
    ids: BTreeMap<String, ItemId>,
}

/// Writes a family into the store and freezes its versions. What an earlier, broken off load has done is not done again.
fn store(family: &family::Family, vault: &Vault, register: &Register, now: u64) -> Result<Stored, DemoError> {
    let case = people::register_of(family)?;
    let names = Names::new(vault, &case.case.id);
    let fill::Filled { pages, ids } = fill::documents_of(family, &case, &names)?;
    let versions = versions_of(family, &names, now)?;
    let commits = pages.commits(now)?;
    register.prepare(&case)?;
    let mut wanting = Vec::with_capacity(commits.len());
    for (document, commit) in commits {
        if vault.head_of(&document)? == 0 {
            wanting.push((document, commit));
        }
    }
    vault.commit_now(wanting)?;
    let frozen: BTreeSet<ItemId> = vault.list_versions(&case.case.id)?.into_iter().map(|(id, _)| id).collect();
    for version in versions.into_iter().filter(|version| !frozen.contains(&version.id)) {
        freeze::freeze(vault, &case, version)?;
    }
    Ok(Stored { case, ids })
}

fn versions_of(family: &family::Family, names: &Names<'_>, now: u64) -> Result<Vec<freeze::Wanted>, DemoError> {
    let wanted = family.versions.iter().enumerate().map(|(position, version)| {
        let place = format!("version {}", position + 1);
        Ok(freeze::Wanted {
            id: names.id(&place),
            kind: version.kind,
            reason: Short::parse(&version.reason).map_err(|error| DemoError::Text(place.clone(), error))?,
            by: Some(people::person(&version.made_by, &place)?),
            now,
            claimed_at: version.claimed_at.clone(),
            only: None,
        })
    });
    wanted.collect()
}

/// Gives what a file names the same ids each time it is loaded here, and others elsewhere, which nobody can guess.
struct Names<'a> {
    secret: &'a [u8; 32],
    case: &'a CaseId,
}

impl<'a> Names<'a> {
    fn new(vault: &'a Vault, case: &'a CaseId) -> Self {
        Self { secret: vault.derived_secret(), case }
    }

    fn id(&self, short: &str) -> ItemId {
        let hash = Sha256::new()
            .chain_update(b"samenbeeld family file 1\0")
            .chain_update(self.secret)
            .chain_update(self.case.as_str())
            .chain_update(b"\0")
            .chain_update(short)
            .finalize();
        // As good as random for who doesn't have the secret.
        ItemId::from_random(std::array::from_fn(|position| hash[position]))
    }
}

#[cfg(test)]
pub(crate) mod tests;
