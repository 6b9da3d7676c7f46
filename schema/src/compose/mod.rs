//! One picture out of many documents (D14 to D16): a pure function of what the reader may read and of the register's
//! facts. The order of the input does not matter; equal input gives equal JSON, here and in TypeScript.
//!
//! - [`picture`]: the types
//! - `gather`: which copy of an item is shown, and who takes over whose words
//! - `references`: what points at nothing is dropped and reported
//! - `marks`: who says what of an item, and where all stand together
//! - [`rounds`]: what keeps itself going

mod gather;
mod marks;
pub mod picture;
mod references;
pub mod rounds;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::SCHEMA_VERSION;
use crate::doc::read::Reading;
use crate::field::{Reason, Report};
use crate::ids::{DocumentId, DocumentKind, ItemId, PersonId, RoomId};
use crate::model::{Facts, RoomFacts};
use picture::{Item, JointOrder, OwnOrder, Picture, Place, Room};

/// How much of it is shown.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only these rooms, as for one part of a version; `None` for all the reader has.
    pub only: Option<BTreeSet<RoomId>>,
}

/// What composing knows while it is at work.
struct Work<'a> {
    rooms: BTreeMap<&'a RoomId, &'a RoomFacts>,
    persons: BTreeSet<&'a PersonId>,
    /// Those with a way in of their own: only a scribe writes their words down.
    reached: BTreeSet<&'a PersonId>,
    /// Those who can be the scribe of a meeting.
    scribes: BTreeSet<&'a PersonId>,
    /// Sorted by document, each document once.
    readings: Vec<&'a Reading>,
    items: BTreeMap<ItemId, Item>,
    /// The document of the copy that is shown.
    documents: BTreeMap<ItemId, &'a DocumentId>,
    /// A taking-over item goes by the id of the item it takes over.
    other_names: BTreeMap<ItemId, ItemId>,
    /// Items that were taken over by another one.
    taken_over: BTreeSet<ItemId>,
    reports: Vec<Report>,
}

impl Work<'_> {
    fn report(&mut self, document: &DocumentId, item: Option<ItemId>, field: Option<&'static str>, reason: Reason) {
        self.reports.push(Report { document: document.clone(), item, field: field.map(Cow::Borrowed), reason });
    }
    /// The id under which an item is in the picture, if it is.
    fn shown(&self, id: ItemId) -> Option<ItemId> {
        let id = self.other_names.get(&id).copied().unwrap_or(id);
        self.items.contains_key(&id).then_some(id)
    }
    /// The room, when the reader has it.
    fn room(&self, room: &RoomId) -> Option<&RoomFacts> {
        self.rooms.get(room).copied()
    }
}

/// Composes what one person sees. `readings` are the documents of that person's rooms, `facts` what the register lets
/// them see.
pub fn compose(readings: &[Reading], facts: &Facts, options: &Options) -> Picture {
    let wanted = |room: &RoomId| options.only.as_ref().is_none_or(|only| only.contains(room));
    let rooms: BTreeMap<&RoomId, &RoomFacts> =
        facts.rooms.iter().filter(|room| wanted(&room.id)).map(|room| (&room.id, room)).collect();
    let mut readings: Vec<(String, &Reading)> =
        readings.iter().map(|reading| (reading.document.to_string(), reading)).collect();
    readings.retain(|(_, reading)| rooms.contains_key(&reading.document.room));
    readings.sort_by(|a, b| a.0.cmp(&b.0));
    readings.dedup_by(|a, b| a.0 == b.0);
    let readings: Vec<&Reading> = readings.into_iter().map(|(_, reading)| reading).collect();

    let mut work = Work {
        rooms,
        persons: facts.persons.iter().map(|person| &person.id).collect(),
        reached: facts.persons.iter().filter(|person| person.member).map(|person| &person.id).collect(),
        scribes: facts.persons.iter().filter(|person| person.role.gives_help()).map(|person| &person.id).collect(),
        reports: readings.iter().flat_map(|reading| reading.reports.iter().cloned()).collect(),
        readings,
        items: BTreeMap::new(),
        documents: BTreeMap::new(),
        other_names: BTreeMap::new(),
        taken_over: BTreeSet::new(),
    };
    work.gather();
    work.prune_references();
    work.place_marks();
    work.note_gathered();
    work.judge_shared_state();
    let loops = work.rounds();
    let (own_orders, joint_orders) = work.orders();
    let positions = work.positions();

    let mut drafts: Vec<_> = work.readings.iter().flat_map(|reading| reading.drafts.iter().cloned()).collect();
    drafts.sort_by_key(|draft| draft.id);
    let mut persons = facts.persons.clone();
    persons.sort_by(|a, b| a.id.cmp(&b.id));
    persons.dedup_by(|a, b| a.id == b.id);
    work.reports.sort_by_cached_key(Report::sort_key);
    work.reports.dedup();
    Picture {
        schema: SCHEMA_VERSION,
        case: facts.case.clone(),
        persons,
        rooms: work.shown_rooms(),
        items: work.items.into_values().collect(),
        own_orders,
        joint_orders,
        positions,
        loops,
        drafts,
        reports: work.reports,
    }
}

impl Work<'_> {
    fn shown_rooms(&self) -> Vec<Room> {
        self.rooms
            .values()
            .map(|facts| {
                let desk =
                    self.readings.iter().find(|r| r.document.room == facts.id && r.document.kind == DocumentKind::Desk);
                let mut facts = (*facts).clone();
                facts.former_members.sort_by(|a, b| a.person.cmp(&b.person));
                Room { facts, phase: desk.and_then(|d| d.phase), round: desk.and_then(|d| d.round) }
            })
            .collect()
    }

    fn orders(&mut self) -> (Vec<OwnOrder>, Vec<JointOrder>) {
        let (mut own, mut joint) = (Vec::new(), Vec::new());
        for reading in self.readings.clone() {
            let (mut items, mut seen) = (Vec::new(), BTreeSet::new());
            for id in &reading.order {
                match self.shown(*id) {
                    Some(id) if !seen.insert(id) => {}
                    Some(id) => items.push(id),
                    None => self.report(&reading.document, Some(*id), None, Reason::Dangling),
                }
            }
            let room = reading.document.room.clone();
            match &reading.document.kind {
                _ if items.is_empty() => {}
                DocumentKind::Voice(by) => own.push(OwnOrder { room, by: by.clone(), items }),
                DocumentKind::Board => joint.push(JointOrder { room, items }),
                DocumentKind::Desk => {}
            }
        }
        own.sort_by(|a, b| (&a.room, &a.by).cmp(&(&b.room, &b.by)));
        joint.sort_by(|a, b| a.room.cmp(&b.room));
        (own, joint)
    }

    fn positions(&mut self) -> Vec<Place> {
        let mut places = Vec::new();
        for reading in self.readings.clone() {
            for (id, position) in &reading.positions {
                let item = ItemId::parse(id.as_str()).ok();
                let person = PersonId::parse(id.as_str()).is_ok_and(|person| self.persons.contains(&person));
                if !person && !item.is_some_and(|item| self.items.contains_key(&item)) {
                    self.report(&reading.document, item, None, Reason::Dangling);
                    continue;
                }
                places.push(Place {
                    room: reading.document.room.clone(),
                    id: id.clone(),
                    map: position.map,
                    ecogram: position.ecogram,
                    genogram: position.genogram,
                    timeline: position.timeline,
                });
            }
        }
        places.sort_by(|a, b| (&a.room, &a.id).cmp(&(&b.room, &b.id)));
        places
    }
}
