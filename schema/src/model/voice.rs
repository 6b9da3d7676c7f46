//! What one person says, in their own voice.

use std::collections::BTreeSet;

use super::choices::*;
use super::entity::entities;
use crate::field::{Holder, Whole};
use crate::ids::{Code, ItemId, NodeId, PersonId};
use crate::text::{Long, PartialDate, Short, Title};

entities! {
    /// Own question (vraag).
    Question {
        text: Long,
        status: Option<QuestionStatus>,
        /// Who finds it out.
        find_out_by: Option<NodeId>,
        due: Option<PartialDate>,
    }
    /// My story (mijn verhaal).
    Story { text: Long, part: Option<StoryPart>, mode: Option<StoryMode> }
    /// What is going on (wat speelt er).
    Factor {
        title: Title,
        story: Option<Long>,
        roles: BTreeSet<RoleOfFactor>,
        /// Whom it is about ("gaat over"), never whose problem it is.
        holder: BTreeSet<Holder>,
        domain: Option<Domain>,
        knowledge: Option<Knowledge>,
        /// From what one knows it.
        source: Option<Short>,
        /// Generations back: 0 is now.
        generation: Option<Whole<0, 9>>,
        strength_now: Option<Whole<0, 3>>,
    }
    /// How two things hang together (hangt samen).
    Relation {
        from: ItemId,
        to: ItemId,
        kind: RelationKind,
        /// Only when it differs from what the kind says.
        polarity: Option<Polarity>,
        strength: Option<Whole<1, 3>>,
        certainty: Option<Certainty>,
        why: Option<Long>,
    }
    /// Something that happened (gebeurtenis).
    TimelineEvent {
        title: Title,
        story: Option<Long>,
        track: Option<Track>,
        start: Option<PartialDate>,
        end: Option<PartialDate>,
        precision: Option<Precision>,
        persons: BTreeSet<NodeId>,
        factor_ids: BTreeSet<ItemId>,
        knowledge: Option<Knowledge>,
    }
    /// Someone around us who is no member (mens om ons heen).
    NetworkPerson { name: Title, kind: Option<NetworkKind>, informal: Option<bool> }
    /// A tie of oneself with someone (band).
    Tie {
        /// Whose tie: the author's, or of the person whose words were written down.
        ego: Option<PersonId>,
        other: NodeId,
        /// 1 is closest.
        ring: Option<Whole<1, 3>>,
        quality: Option<TieQuality>,
        direction: Option<TieDirection>,
        support: BTreeSet<Support>,
        wish: Option<WishForTie>,
        hard_to_ask: Option<Long>,
    }
    /// A help there was or is (hulp).
    Help {
        name: Title,
        given_by: Option<Short>,
        for_whom: BTreeSet<NodeId>,
        /// What it is meant to change.
        targets: BTreeSet<ItemId>,
        status: Option<HelpStatus>,
        start: Option<PartialDate>,
        end: Option<PartialDate>,
        what_helped: Option<Long>,
        what_went_wrong: Option<Long>,
        waited_weeks: Option<Whole<0, 2000>>,
        catalogue_id: Option<Code>,
    }
    /// A wish (wens).
    Wish { text: Long, domain: Option<Domain>, when: Option<WishWhen>, ask_again_on: Option<PartialDate> }
    /// A remark on an item.
    Comment { text: Long, on: ItemId }
    /// What someone advises. `safety` only in a room for safety.
    Advice { text: Long, on: Option<ItemId>, safety: Option<Safety> }
    /// What one notices when it gets harder again (signaal).
    WarningSign { text: Long, on: Option<ItemId>, tell_who: Option<NodeId> }
    /// A number from 1 to 10 that someone gives.
    Rating { value: Whole<1, 10>, on: Option<ItemId>, text: Option<Long> }
}
