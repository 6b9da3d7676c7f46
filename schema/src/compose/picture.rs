//! What one person sees: the types of the composed picture. Everything is sorted, so that equal input gives equal JSON.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::field::{Point, Report};
use crate::ids::{ItemId, NodeId, PersonId, RoomId};
use crate::model::{
    CaseFacts, Content, Draft, Fingerprint, LoopEffect, MarkValue, PersonFacts, Phase, RoomFacts, SharedState,
};
use crate::text::{Long, PartialDate, Short, Title};

/// What a person sees of a case (D14).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Picture {
    /// Version of the document model.
    pub schema: u32,
    pub case: CaseFacts,
    /// By id.
    pub persons: Vec<PersonFacts>,
    /// By id.
    pub rooms: Vec<Room>,
    /// By id.
    pub items: Vec<Item>,
    /// Own orders, by room and person.
    pub own_orders: Vec<OwnOrder>,
    /// Joint orders, by room.
    pub joint_orders: Vec<JointOrder>,
    /// Places on drawings, by room and id.
    pub positions: Vec<Place>,
    /// Rounds, computed from the relations.
    pub loops: Vec<Round>,
    /// Own drafts, by id.
    pub drafts: Vec<Draft>,
    /// What was skipped, and why.
    pub reports: Vec<Report>,
}

/// A room, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Room {
    #[serde(flatten)]
    pub facts: RoomFacts,
    pub phase: Option<Phase>,
    #[ts(type = "number | null")]
    pub round: Option<i64>,
}

/// An item as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Item {
    pub id: ItemId,
    #[serde(flatten)]
    pub content: Content,
    /// The room whose copy is shown.
    pub room: RoomId,
    /// All rooms in which the reader has it.
    pub rooms: Vec<RoomId>,
    /// In whose voice it stands; nobody's for what is joint.
    pub by: Option<PersonId>,
    /// The day on which that person left the room.
    pub by_left_on: Option<PartialDate>,
    /// Whose words a scribe wrote down.
    pub words_of: Option<PersonId>,
    /// From what the scribe knows them: a talk, a letter, a drawing.
    pub words_from: Option<Short>,
    /// Who wrote them down, once they were taken over.
    pub written_down_by: Option<PersonId>,
    /// False while words that were written down for someone were not taken over by them.
    pub confirmed: bool,
    pub withdrawn: bool,
    /// The samen-kaartjes on the table that gather it.
    pub gathered_by: Vec<ItemId>,
    /// Fingerprint of the words now: what a new mark is about.
    pub about: Fingerprint,
    pub marks: Vec<PlacedMark>,
    /// Only for what people take a stand on.
    pub shared_state: Option<SharedState>,
}

/// A mark as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlacedMark {
    pub by: PersonId,
    pub room: RoomId,
    #[serde(flatten)]
    pub value: MarkValue,
    pub words: Option<Long>,
    /// Given to words that have changed since: "over eerdere woorden".
    pub stale: bool,
    /// The day on which that person left the room.
    pub left_on: Option<PartialDate>,
}

/// What one person puts first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnOrder {
    pub room: RoomId,
    pub by: PersonId,
    pub items: Vec<ItemId>,
}

/// What a room puts first together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JointOrder {
    pub room: RoomId,
    pub items: Vec<ItemId>,
}

/// Where something stands on the drawings of a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Place {
    pub room: RoomId,
    pub id: NodeId,
    pub map: Option<Point>,
    pub ecogram: Option<Point>,
    pub genogram: Option<Point>,
    pub timeline: Option<Point>,
}

/// A round (rondje): things that keep each other going, or slow each other down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Round {
    /// From the hash of its relations: the same for everyone who sees them.
    pub id: ItemId,
    /// What the round passes through; starts with the smallest id.
    pub nodes: Vec<ItemId>,
    /// `relations[i]` goes from `nodes[i]` to the next one.
    pub relations: Vec<ItemId>,
    /// `null` when a relation says "more" nor "less".
    pub effect: Option<LoopEffect>,
    pub name: Option<Title>,
}
