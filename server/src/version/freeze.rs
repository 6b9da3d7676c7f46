//! Freezing: one read transaction of the store over every room of the dossier, while people go on typing.

use std::collections::BTreeMap;

use samenbeeld_schema::compose::picture::Picture;
use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::VersionKind;
use samenbeeld_schema::text::Short;
use serde::{Deserialize, Serialize};

use super::canonical::{self, NotCanonical};
use super::{FORMAT, Meta, RoomMark};
use crate::composed;
use crate::register::CaseRegister;
use crate::vault::{Vault, VaultError};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FreezeError {
    #[error("{0}")]
    Vault(#[from] VaultError),
    #[error("{0}")]
    Canonical(#[from] NotCanonical),
}

/// Why and by whom.
pub struct Wanted {
    pub id: ItemId,
    pub kind: VersionKind,
    pub reason: Short,
    /// Nobody, when the program does it by itself.
    pub by: Option<PersonId>,
    /// Milliseconds since 1970.
    pub now: u64,
    pub claimed_at: Option<String>,
    /// This room alone, in place of all of the dossier's.
    pub only: Option<RoomId>,
}

/// What a version holds of one room, hashed as canonical JSON.
#[derive(Debug, Serialize, Deserialize)]
pub struct Part {
    pub format: u32,
    pub case: CaseId,
    pub version: ItemId,
    pub room: RoomId,
    pub number: u32,
    pub kind: VersionKind,
    pub reason: String,
    pub frozen_at: u64,
    pub claimed_at: Option<String>,
    pub by: Option<PersonId>,
    /// Hash of this room's part of the version before.
    pub previous: Option<String>,
    pub picture: Picture,
}

/// Freezes a version and keeps it. Blocks.
pub fn freeze(vault: &Vault, register: &CaseRegister, wanted: Wanted) -> Result<Meta, FreezeError> {
    let case = &register.case.id;
    let _one_at_a_time = vault.freezing();
    let rooms: Vec<RoomId> = register
        .rooms
        .iter()
        .filter(|room| room.in_dossier && wanted.only.as_ref().is_none_or(|only| *only == room.facts.id))
        .map(|room| room.facts.id.clone())
        .collect();
    let ids: Vec<DocumentId> =
        register.documents().into_iter().filter(|document| rooms.contains(&document.room)).collect();
    let read = composed::read_documents(vault, &ids)?;
    let last = last_of_each_room(vault, register)?;
    let mut marks = Vec::with_capacity(rooms.len());
    let mut parts = BTreeMap::new();
    for room in &rooms {
        let documents = ids.iter().zip(&read).filter(|(id, _)| id.room == *room).filter_map(|(_, read)| read.as_ref());
        let before = last.get(room);
        let part = Part {
            format: FORMAT,
            case: case.clone(),
            version: wanted.id,
            room: room.clone(),
            number: before.map_or(0, |mark| mark.number) + 1,
            kind: wanted.kind,
            reason: wanted.reason.as_str().to_owned(),
            frozen_at: wanted.now,
            claimed_at: wanted.claimed_at.clone(),
            by: wanted.by.clone(),
            previous: before.map(|mark| mark.sha256.clone()),
            picture: composed::picture(documents, &register.facts_of_room(room, wanted.now)),
        };
        let bytes = canonical::bytes(&part)?;
        marks.push(RoomMark { room: room.clone(), number: part.number, sha256: canonical::sha256(&bytes) });
        // A frozen part stands for itself: it is kept as the bytes that were hashed.
        parts.insert(room.clone(), String::from_utf8(bytes).map_err(|_| NotCanonical)?);
    }
    let meta = Meta {
        kind: wanted.kind,
        reason: wanted.reason.as_str().to_owned(),
        frozen_at: wanted.now,
        claimed_at: wanted.claimed_at,
        by: wanted.by,
        rooms: marks,
    };
    let kept = serde_json::to_vec(&parts).map_err(|_| NotCanonical)?;
    let shown = serde_json::to_vec(&meta).map_err(|_| NotCanonical)?;
    vault.put_version(case, wanted.id, rooms, &shown, &kept)?;
    Ok(meta)
}

fn last_of_each_room(vault: &Vault, register: &CaseRegister) -> Result<BTreeMap<RoomId, RoomMark>, VaultError> {
    let mut last = BTreeMap::new();
    for (_, meta) in vault.list_versions(&register.case.id)? {
        let meta: Meta = serde_json::from_slice(&meta).map_err(|_| VaultError::Damaged)?;
        for mark in meta.rooms {
            last.insert(mark.room.clone(), mark);
        }
    }
    Ok(last)
}
