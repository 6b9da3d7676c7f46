//! What a person is still writing, in their own room.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Kind;
use crate::field::Plain;
use crate::ids::{ItemId, RoomId};

/// Something a person is still writing (D6). Half-typed as it is, its fields are not judged; sharing judges them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Draft {
    pub id: ItemId,
    pub kind: Option<Kind>,
    /// Where it is meant to go.
    pub room: Option<RoomId>,
    /// The shared copy is the item now.
    pub shared: bool,
    pub values: BTreeMap<String, Plain>,
    pub sets: BTreeMap<String, Vec<String>>,
    pub texts: BTreeMap<String, String>,
}
