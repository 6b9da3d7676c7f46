//! What one reader gets of the versions: only the rooms they read, under numbers of their own.

use std::collections::{BTreeMap, BTreeSet};

use samenbeeld_schema::ids::{ItemId, RoomId};
use samenbeeld_schema::model::VersionKind;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{FORMAT, Listed, Meta, RoomMark, canonical};
use crate::register::CaseRegister;
use crate::vault::{Vault, VaultError};

/// An exported version: each part as the bytes that were hashed. Nothing else may stand in it: what no hash covers must
/// not look as if it did.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    pub format: u32,
    pub id: ItemId,
    pub parts: Vec<ExportedPart>,
    /// Hash over the hashes of the parts, in their order, each as hex and a newline.
    pub sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportedPart {
    pub room: RoomId,
    pub sha256: String,
    pub part: Box<RawValue>,
}

/// A version as one reader gets it.
pub struct Exported {
    /// Canonical.
    pub bytes: Vec<u8>,
    /// The rooms it holds parts of.
    pub rooms: BTreeSet<RoomId>,
}

/// The versions that hold something for a reader of these rooms, newest first. Blocks.
pub fn list(vault: &Vault, register: &CaseRegister, readable: &BTreeSet<RoomId>) -> Result<Vec<Listed>, VaultError> {
    let mut listed = Vec::new();
    for (id, meta) in vault.list_versions(&register.case.id)? {
        let meta: Meta = serde_json::from_slice(&meta).map_err(|_| VaultError::Damaged)?;
        listed.extend(entry(id, meta, readable));
    }
    listed.reverse();
    Ok(listed)
}

/// When a version of a room was last established, in milliseconds of the server's clock. Blocks.
pub fn last_established(vault: &Vault, register: &CaseRegister, room: &RoomId) -> Result<Option<u64>, VaultError> {
    let mut last = None;
    for (_, meta) in vault.list_versions(&register.case.id)? {
        let meta: Meta = serde_json::from_slice(&meta).map_err(|_| VaultError::Damaged)?;
        if meta.kind == VersionKind::Established && meta.rooms.iter().any(|mark| mark.room == *room) {
            last = last.max(Some(meta.frozen_at));
        }
    }
    Ok(last)
}

/// A version as a reader of these rooms sees it in a list; nothing when it holds nothing for them.
pub fn entry(id: ItemId, meta: Meta, readable: &BTreeSet<RoomId>) -> Option<Listed> {
    let Meta { kind, reason, frozen_at, claimed_at, by, rooms } = meta;
    let own: Vec<RoomMark> = rooms.into_iter().filter(|mark| readable.contains(&mark.room)).collect();
    // The number of the room that has the most versions: what its readers call it.
    let number = own.iter().map(|mark| mark.number).max()?;
    let rooms = own.into_iter().map(|mark| mark.room).collect();
    Some(Listed { id, number, kind, reason, frozen_at, claimed_at, by, rooms })
}

/// A version for a reader of these rooms; `None` when it holds nothing for them. Blocks.
pub fn export(
    vault: &Vault,
    register: &CaseRegister,
    id: ItemId,
    readable: &BTreeSet<RoomId>,
) -> Result<Option<Exported>, VaultError> {
    // Judged by what is said of all of them, before anything is opened: what one may not read takes as long as what isn't there.
    if !list(vault, register, readable)?.iter().any(|listed| listed.id == id) {
        return Ok(None);
    }
    let Some(kept) = vault.open_version(&register.case.id, id)? else { return Ok(None) };
    let kept: BTreeMap<RoomId, String> = serde_json::from_slice(&kept).map_err(|_| VaultError::Damaged)?;
    let mut parts = Vec::new();
    for (room, bytes) in kept.into_iter().filter(|(room, _)| readable.contains(room)) {
        let sha256 = canonical::sha256(bytes.as_bytes());
        let part = RawValue::from_string(bytes).map_err(|_| VaultError::Damaged)?;
        parts.push(ExportedPart { room, sha256, part });
    }
    if parts.is_empty() {
        return Ok(None);
    }
    let sha256 = over(&parts);
    let rooms = parts.iter().map(|part| part.room.clone()).collect();
    let bytes = serde_json::to_vec(&Export { format: FORMAT, id, parts, sha256 }).map_err(|_| VaultError::Damaged)?;
    Ok(Some(Exported { bytes, rooms }))
}

/// The hash over an export's parts.
pub fn over(parts: &[ExportedPart]) -> String {
    let lines: String = parts.iter().map(|part| format!("{}\n", part.sha256)).collect();
    canonical::sha256(lines.as_bytes())
}
