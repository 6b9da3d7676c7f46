//! What is joint: written by every member with the right to write.

use std::collections::BTreeSet;

use super::choices::*;
use super::entity::entities;
use crate::field::{Holder, Point, Whole};
use crate::ids::{Code, ItemId, NodeId};
use crate::text::{JointText, PartialDate, Short, Title};

entities! {
    /// Joint question.
    JointQuestion {
        text: JointText,
        status: QuestionStatus,
        /// Who finds it out.
        find_out_by: Option<NodeId>,
        due: Option<PartialDate>,
    }
    /// Our story (ons verhaal); several may stand beside each other.
    Explanation {
        kind: ExplanationKind,
        text: JointText,
        refers: BTreeSet<ItemId>,
        standing: Option<Standing>,
        /// Why it stands so, above all when it was set aside.
        standing_why: Option<Short>,
        /// By what we see whether it holds.
        test: Option<Short>,
        speaks_for: BTreeSet<ItemId>,
        speaks_against: BTreeSet<ItemId>,
    }
    /// Samen-kaartje: a factor or a relation in joint words, standing for the items it gathers.
    Card {
        shape: CardShape,
        said_together: JointText,
        gathers: BTreeSet<ItemId>,
        /// Put away; the own words show again.
        off_table: Option<bool>,
        roles: BTreeSet<RoleOfFactor>,
        holder: BTreeSet<Holder>,
        domain: Option<Domain>,
        knowledge: Option<Knowledge>,
        generation: Option<Whole<0, 9>>,
        strength_now: Option<Whole<0, 3>>,
        from: Option<ItemId>,
        to: Option<ItemId>,
        kind: Option<RelationKind>,
        polarity: Option<Polarity>,
        strength: Option<Whole<1, 3>>,
        certainty: Option<Certainty>,
    }
    /// The name of a round (rondje); the round itself is computed.
    Loop { name: Title }
    /// Goal (doel).
    Goal {
        text: JointText,
        owner: NodeId,
        domain: Option<Domain>,
        needs: BTreeSet<Need>,
        strategies: BTreeSet<Strategy>,
        based_on: BTreeSet<ItemId>,
        situation_now: JointText,
        situation_wanted: JointText,
        review_on: Option<PartialDate>,
    }
    /// Step (stap) of a goal, in the room of its goal.
    Step {
        text: Short,
        goal: Option<ItemId>,
        /// Exactly one; writing asks for it.
        who: Option<NodeId>,
        helps: BTreeSet<NodeId>,
        due: Option<PartialDate>,
        kind: Option<StepKind>,
        strategies: BTreeSet<Strategy>,
        state: Option<StepState>,
        catalogue_id: Option<Code>,
    }
    /// Agreement (afspraak).
    Agreement {
        kind: AgreementKind,
        text: JointText,
        between: BTreeSet<NodeId>,
        /// The child's own or scribed item.
        wish_of_child: Option<ItemId>,
        review_on: Option<PartialDate>,
    }
    /// One of the ways a decision could go.
    DecisionOption { decision: ItemId, text: JointText, pros: JointText, cons: JointText }
    /// Two partners (genogram).
    Union { status: UnionStatus, partners: BTreeSet<NodeId>, from: Option<PartialDate>, to: Option<PartialDate> }
    /// A child and its parents (genogram).
    Descent { child: NodeId, parents: BTreeSet<NodeId>, kind: Option<DescentKind> }
    /// First this, then that.
    Before { a: ItemId, b: ItemId, why: Option<Short> }
    /// Where something stands on the drawings. Its id is an item's or a person's.
    Position { map: Option<Point>, ecogram: Option<Point>, genogram: Option<Point>, timeline: Option<Point> }
}
