//! The frame: written by the regisseur and whom the policy names.

use std::collections::BTreeSet;

use super::choices::*;
use super::entity::entities;
use crate::field::Whole;
use crate::ids::{Code, ItemId, NodeId, PersonId};
use crate::text::{Long, PartialDate, Short};

entities! {
    /// What will be talked about.
    AgendaItem { text: Short, date: Option<PartialDate>, kind: Option<AgendaKind>, about: BTreeSet<ItemId> }
    /// Where a child lives (woonplek).
    Placement {
        person: NodeId,
        kind: Option<PlacementKind>,
        start: Option<PartialDate>,
        end: Option<PartialDate>,
        urgent: Option<bool>,
        reason: Option<Long>,
        back_home_considered: Option<Long>,
        /// Written to the child.
        siblings_reason: Option<Long>,
    }
    /// The frame of a decision (besluit).
    Decision {
        kind: DecisionKind,
        question: Option<Long>,
        version: Option<Code>,
        decided_by: Option<NodeId>,
        decided_on: Option<PartialDate>,
    }
    /// What was done with a wish.
    Answer { wish: ItemId, text: Long, by: Option<PersonId>, refers: BTreeSet<ItemId> }
    /// Where a room is: one for each desk, under the keys `phase` and `round` without an id.
    Desk { phase: Option<Phase>, round: Option<Whole<1, 9999>> }
}
