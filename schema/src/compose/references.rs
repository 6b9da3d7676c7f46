//! A document names only what every reader of it may read; what points at nothing in the picture is dropped and reported
//! (D15).

use std::collections::{BTreeMap, BTreeSet};

use super::Work;
use crate::field::{Reason, Reference, Verdict};
use crate::ids::{ItemId, PersonId, RoomId};
use crate::model::{HolderGroup, Kind, RoomFacts};

/// What may be named.
struct Present<'a> {
    items: BTreeSet<ItemId>,
    /// The network persons among them: the only items that a person's place may name.
    people: BTreeSet<ItemId>,
    persons: &'a BTreeSet<&'a PersonId>,
    rooms: &'a BTreeMap<&'a RoomId, &'a RoomFacts>,
    other_names: &'a BTreeMap<ItemId, ItemId>,
}

impl Work<'_> {
    /// Takes out references to what is not in the picture, and items that are nothing without one. In passes, as the
    /// items that go may have been named by others; each pass judges by what was there when it began, and looks only at
    /// what named something that went, so that a long chain costs no more than its length.
    pub(super) fn prune_references(&mut self) {
        let people = self.items.values().filter(|item| item.content.kind() == Kind::NetworkPerson);
        let mut present = Present {
            people: people.map(|item| item.id).collect(),
            items: self.items.keys().copied().collect(),
            persons: &self.persons,
            rooms: &self.rooms,
            other_names: &self.other_names,
        };
        let mut named_by: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
        let mut dangling = Vec::new();
        let mut pass: BTreeSet<ItemId> = present.items.clone();
        while !pass.is_empty() {
            let mut gone = Vec::new();
            for id in &pass {
                let Some(item) = self.items.get_mut(id) else { continue };
                let whole = item.content.prune(&mut |field, reference| {
                    let (named, verdict) = present.judge(reference);
                    match verdict {
                        Verdict::Drop => dangling.push((*id, field)),
                        _ => named_by.entry(named.unwrap_or(*id)).or_default().push(*id),
                    }
                    verdict
                });
                if !whole {
                    gone.push(*id);
                }
            }
            pass.clear();
            for id in gone {
                self.items.remove(&id);
                present.items.remove(&id);
                present.people.remove(&id);
                pass.extend(named_by.remove(&id).unwrap_or_default());
            }
        }
        for (id, field) in dangling {
            if let Some(document) = self.documents.get(&id).copied() {
                self.report(document, Some(id), Some(field), Reason::Dangling);
            }
        }
    }
}

impl Present<'_> {
    /// What becomes of a reference, and which item it names.
    fn judge(&self, reference: Reference<'_>) -> (Option<ItemId>, Verdict) {
        let known = |known: bool| (None, if known { Verdict::Keep } else { Verdict::Drop });
        match reference {
            Reference::Item(id) => self.among(id, &self.items),
            Reference::Person(id) => known(self.is_person(id)),
            Reference::Holder(id) if HolderGroup::parse(id).is_some() => known(true),
            Reference::Node(id) | Reference::Holder(id) if self.is_person(id) => known(true),
            Reference::Node(id) | Reference::Holder(id) => {
                ItemId::parse(id).map_or_else(|_| known(false), |id| self.among(id, &self.people))
            }
            Reference::Room(id) => known(RoomId::parse(id).is_ok_and(|id| self.rooms.contains_key(&id))),
        }
    }

    fn is_person(&self, id: &str) -> bool {
        PersonId::parse(id).is_ok_and(|id| self.persons.contains(&id))
    }

    fn among(&self, id: ItemId, items: &BTreeSet<ItemId>) -> (Option<ItemId>, Verdict) {
        match self.other_names.get(&id) {
            Some(other) if items.contains(other) => (Some(*other), Verdict::Rename(*other)),
            _ if items.contains(&id) => (Some(id), Verdict::Keep),
            _ => (Some(id), Verdict::Drop),
        }
    }
}
