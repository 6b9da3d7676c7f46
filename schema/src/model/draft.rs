//! What a person is still writing, in their own room.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Fingerprint, Kind};
use crate::field::Plain;
use crate::ids::{ItemId, NodeId, PersonId, RoomId};
use crate::text::PartialDate;

/// What waits until it is shared: its author pressed *Delen* and named who reads it, and the room has not begun for all (D19).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Ready {
    /// Where it goes.
    pub room: RoomId,
    /// The day of the press.
    pub on: PartialDate,
    /// Of all it said then: what was written since is not shared unasked.
    pub about: Fingerprint,
    /// Who reads the room, as it was named at the press.
    pub readers: Vec<PersonId>,
    /// Who or what is not named in it.
    pub without: Vec<NodeId>,
}

/// Something a person is still writing (D6). Half-typed as it is, its fields are not judged; sharing judges them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Draft {
    pub id: ItemId,
    pub kind: Option<Kind>,
    /// Where it is meant to go.
    pub room: Option<RoomId>,
    /// The shared copy is the item now.
    pub shared: bool,
    /// It waits to be shared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ready: Option<Ready>,
    pub values: BTreeMap<String, Plain>,
    pub sets: BTreeMap<String, Vec<String>>,
    pub texts: BTreeMap<String, String>,
}
