//! Frozen versions, format 0: canonical JSON per room, chained by hash (docs/protocol.md, "HTTP").
//!
//! - [`canonical`]: the one way to write a value as bytes (RFC 8785)
//! - [`freeze`]: makes a version from one moment of the store
//! - [`removed`]: what stood in a joint text; [`restore_point`]: how it was before much was taken out
//! - [`show`]: what one reader gets of it; [`verify`]: checks exported files offline

pub mod canonical;
pub mod freeze;
pub mod removed;
pub mod restore_point;
pub mod show;
#[cfg(test)]
mod tests;
pub mod verify;

use samenbeeld_schema::ids::{ItemId, PersonId, RoomId};
use samenbeeld_schema::model::VersionKind;
use serde::{Deserialize, Serialize};

/// The format of what this program freezes. Format 0 is replaced before the first release.
pub const FORMAT: u32 = 0;

/// What a list shows of a version; sealed in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    pub kind: VersionKind,
    pub reason: String,
    /// Server time in milliseconds since 1970.
    pub frozen_at: u64,
    /// When people say it was, shown beside the server's time; only for what was brought in.
    pub claimed_at: Option<String>,
    /// Nobody, for a restore point.
    pub by: Option<PersonId>,
    pub rooms: Vec<RoomMark>,
}

/// A room's place in a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomMark {
    pub room: RoomId,
    /// Counts per room: numbers of rooms one doesn't read don't show as gaps.
    pub number: u32,
    /// Hash of the room's part, in hex.
    pub sha256: String,
}

/// A version as a reader's list shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Listed {
    pub id: ItemId,
    pub number: u32,
    pub kind: VersionKind,
    pub reason: String,
    pub frozen_at: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    pub rooms: Vec<RoomId>,
}
