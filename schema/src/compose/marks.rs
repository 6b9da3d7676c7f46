//! Who says what of an item, and where all stand together.

use std::collections::BTreeMap;

use super::Work;
use super::picture::{Item, PlacedMark};
use crate::field::{Holder, Reason};
use crate::ids::{DocumentKind, ItemId, PersonId};
use crate::model::{Content, MarkValue, SharedState, Standpoint};
use crate::text::PartialDate;

/// Whether a mark stands in another room than the shown copy, and under another id than the item's: the best is lowest.
type Rank = (bool, bool);

/// Of these there is one mark: an item, who says it, and of which kind.
type Slot = (ItemId, PersonId, &'static str);

impl Work<'_> {
    /// Puts every mark at its item. Of two marks of one person on the two copies of an item, the one in the room whose
    /// copy is shown counts.
    pub(super) fn place_marks(&mut self) {
        let mut found: BTreeMap<Slot, Vec<(Rank, PlacedMark)>> = BTreeMap::new();
        for reading in self.readings.clone() {
            let DocumentKind::Voice(by) = &reading.document.kind else { continue };
            for (named, mark) in &reading.marks {
                let field = mark.value.field();
                let Some(item) = self.shown(*named).and_then(|id| self.items.get(&id)) else {
                    self.report(&reading.document, Some(*named), Some(field.as_str()), Reason::Dangling);
                    continue;
                };
                let room = reading.document.room.clone();
                let placed = PlacedMark {
                    by: by.clone(),
                    value: mark.value.clone(),
                    words: mark.words.clone(),
                    stale: mark.about != item.about,
                    left_on: self.left_on(&reading.document.room, by),
                    room,
                };
                let rank = (placed.room != item.room, *named != item.id);
                found.entry((item.id, by.clone(), field.as_str())).or_default().push((rank, placed));
            }
        }
        for ((id, _, _), marks) in found {
            let best = marks.into_iter().min_by(|a, b| (a.0, &a.1.room).cmp(&(b.0, &b.1.room)));
            if let (Some(item), Some((_, mark))) = (self.items.get_mut(&id), best) {
                item.marks.push(mark);
            }
        }
        let left: Vec<_> = self
            .items
            .values()
            .filter_map(|item| Some((item.id, self.left_on(&item.room, item.by.as_ref()?)?)))
            .collect();
        for (id, day) in left {
            if let Some(item) = self.items.get_mut(&id) {
                item.by_left_on = Some(day);
            }
        }
    }

    fn left_on(&self, room: &crate::ids::RoomId, person: &PersonId) -> Option<PartialDate> {
        self.room(room)?.former_members.iter().find(|former| former.person == *person)?.left_on.clone()
    }

    /// Notes at each item the samen-kaartjes on the table that gather it.
    pub(super) fn note_gathered(&mut self) {
        let mut gathered: Vec<(ItemId, ItemId)> = Vec::new();
        for item in self.items.values() {
            if let Content::Card(Some(card)) = &item.content
                && card.off_table != Some(true)
            {
                gathered.extend(card.gathers.iter().map(|id| (*id, item.id)));
            }
        }
        gathered.sort();
        for (id, card) in gathered {
            if let Some(item) = self.items.get_mut(&id) {
                item.gathered_by.push(card);
            }
        }
    }

    /// Works out where all stand together on what people take a stand on.
    pub(super) fn judge_shared_state(&mut self) {
        let states: Vec<_> = self.items.values().map(|item| self.shared_state(item)).collect();
        for (item, state) in self.items.values_mut().zip(states) {
            item.shared_state = state;
        }
    }

    fn shared_state(&self, item: &Item) -> Option<SharedState> {
        let none = Default::default();
        let holders = match &item.content {
            Content::Factor(Some(factor)) => &factor.holder,
            Content::Card(Some(card)) => &card.holder,
            Content::Relation(Some(_)) | Content::Explanation(Some(_)) | Content::TimelineEvent(Some(_)) => &none,
            _ => return None,
        };
        // A stand on earlier words counts only when it was "zo zie ik het niet".
        let mut stands: BTreeMap<&PersonId, Option<Standpoint>> = BTreeMap::new();
        for mark in &item.marks {
            if let MarkValue::Standpoint(stand) = mark.value {
                stands.insert(&mark.by, Some(stand).filter(|stand| !mark.stale || *stand == Standpoint::Disagree));
            }
        }
        // An author stands behind their own words; a scribe has not said anything of another's.
        if let Some(author) = item.by.as_ref().filter(|_| item.confirmed) {
            stands.entry(author).or_insert(Some(Standpoint::Agree));
        }
        let count = |wanted: Standpoint| stands.values().filter(|stand| **stand == Some(wanted)).count();
        let agree = count(Standpoint::Agree);
        let partly = count(Standpoint::Partly) > 0;
        let disagree = count(Standpoint::Disagree) > 0;
        let answered = |holder: &Holder| {
            let Ok(person) = PersonId::parse(holder.as_str()) else { return true };
            let member = self.room(&item.room).is_some_and(|room| room.members.contains(&person));
            !member || stands.get(&person).is_some_and(Option::is_some)
        };
        Some(if agree >= 2 && !partly && !disagree && holders.iter().all(answered) {
            SharedState::Shared
        } else if disagree {
            SharedState::Disputed
        } else if partly || (agree > 0 && count(Standpoint::Unknown) > 0) {
            SharedState::PartlyShared
        } else {
            SharedState::Open
        })
    }
}
