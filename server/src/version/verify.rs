//! `samenbeeld verify FILE…`: checks exported versions offline — every hash, and the chain where several are given.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use samenbeeld_schema::ids::{CaseId, ItemId, RoomId};
use serde::Deserialize;

use super::show::{Export, over};
use super::{FORMAT, canonical};

/// Why a file is not what was frozen. Says where, so that one can look.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("{0} is not an exported version")]
    NotAVersion(String),
    #[error("{0} has a format this program does not know")]
    Format(String),
    #[error("room {1} of version {0} was changed")]
    Changed(ItemId, RoomId),
    #[error("the list of rooms of version {0} was changed")]
    RoomsChanged(ItemId),
    #[error("room {1} of version {0} does not follow the version before it")]
    ChainBroken(ItemId, RoomId),
}

/// What is needed of a part to check its chain.
#[derive(Deserialize)]
struct Link {
    case: CaseId,
    version: ItemId,
    room: RoomId,
    number: u32,
    previous: Option<String>,
}

/// A room's parts by number: in which version, with which hash, after which hash.
type Chain = BTreeMap<u32, (ItemId, String, Option<String>)>;

/// Checks the files and prints the result.
pub fn print(files: &[PathBuf]) -> anyhow::Result<()> {
    let mut read = Vec::with_capacity(files.len());
    for file in files {
        let bytes =
            std::fs::read(file).map_err(|error| anyhow::anyhow!("{} can't be read: {error}", file.display()))?;
        read.push((file.display().to_string(), bytes));
    }
    let parts = check(&read)?;
    println!("OK: {} version(s), {parts} part(s), every hash is right", read.len());
    Ok(())
}

/// Checks files by name and content; gives the number of parts that were right.
pub fn check(files: &[(String, Vec<u8>)]) -> Result<usize, Flaw> {
    let mut parts = 0;
    let mut chains: BTreeMap<(CaseId, RoomId), Chain> = BTreeMap::new();
    for (name, bytes) in files {
        let export: Export = serde_json::from_slice(bytes).map_err(|_| Flaw::NotAVersion(name.clone()))?;
        // Nothing may stand beside what the hashes cover, no space either: the same version is the same bytes.
        if serde_json::to_vec(&export).ok().as_ref() != Some(bytes) && export.format == FORMAT {
            return Err(Flaw::NotAVersion(name.clone()));
        }
        if export.format != FORMAT {
            return Err(Flaw::Format(name.clone()));
        }
        let rooms: BTreeSet<&RoomId> = export.parts.iter().map(|part| &part.room).collect();
        if rooms.len() != export.parts.len() {
            return Err(Flaw::RoomsChanged(export.id));
        }
        for part in &export.parts {
            let changed = || Flaw::Changed(export.id, part.room.clone());
            let link: Link = serde_json::from_str(part.part.get()).map_err(|_| changed())?;
            let hash = canonical::sha256(part.part.get().as_bytes());
            if hash != part.sha256 || link.version != export.id || link.room != part.room {
                return Err(changed());
            }
            let broken = Flaw::ChainBroken(export.id, link.room.clone());
            let place = (export.id, hash, link.previous);
            // The same file twice is fine; two that claim one place are a fork.
            let before = chains.entry((link.case, link.room)).or_default().insert(link.number, place.clone());
            if link.number == 0 || before.is_some_and(|before| before != place) {
                return Err(broken);
            }
            parts += 1;
        }
        if over(&export.parts) != export.sha256 {
            return Err(Flaw::RoomsChanged(export.id));
        }
    }
    for ((_, room), versions) in &chains {
        for (number, (id, _, previous)) in versions {
            let broken = match number.checked_sub(1).and_then(|before| versions.get(&before)) {
                Some((_, hash, _)) => previous.as_ref() != Some(hash),
                // The version before was not given; only the first may have none.
                None => (*number == 1) != previous.is_none(),
            };
            if broken {
                return Err(Flaw::ChainBroken(*id, room.clone()));
            }
        }
    }
    Ok(parts)
}
