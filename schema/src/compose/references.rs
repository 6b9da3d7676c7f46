//! A document names only what every reader of it may read; what points at nothing in the picture is dropped and reported
//! (D15).

use std::collections::BTreeSet;

use super::Work;
use crate::field::{Reason, Reference, Verdict};
use crate::ids::{ItemId, PersonId, RoomId};
use crate::model::{HolderGroup, Kind};

impl Work<'_> {
    /// Takes out references to what is not in the picture, and items that are nothing without one. In passes, as the
    /// items that go may have been named by others; each pass judges by what was there when it began.
    pub(super) fn prune_references(&mut self) {
        loop {
            let items: BTreeSet<ItemId> = self.items.keys().copied().collect();
            let people: BTreeSet<ItemId> = self
                .items
                .values()
                .filter(|item| item.content.kind() == Kind::NetworkPerson)
                .map(|item| item.id)
                .collect();
            let mut gone = Vec::new();
            let mut dangling = Vec::new();
            for item in self.items.values_mut() {
                let id = item.id;
                let whole = item.content.prune(&mut |field, reference| {
                    let verdict = judge(reference, &items, &people, &self.persons, &self.rooms, &self.other_names);
                    if verdict == Verdict::Drop {
                        dangling.push((id, field));
                    }
                    verdict
                });
                if !whole {
                    gone.push(id);
                }
            }
            for (id, field) in dangling {
                if let Some(document) = self.documents.get(&id).copied() {
                    self.report(document, Some(id), Some(field), Reason::Dangling);
                }
            }
            for id in &gone {
                self.items.remove(id);
            }
            if gone.is_empty() {
                return;
            }
        }
    }
}

fn judge(
    reference: Reference<'_>,
    items: &BTreeSet<ItemId>,
    people: &BTreeSet<ItemId>,
    persons: &BTreeSet<&PersonId>,
    rooms: &std::collections::BTreeMap<&RoomId, &crate::model::RoomFacts>,
    other_names: &std::collections::BTreeMap<ItemId, ItemId>,
) -> Verdict {
    let person = |id: &str| PersonId::parse(id).is_ok_and(|id| persons.contains(&id));
    let among = |id: ItemId, items: &BTreeSet<ItemId>| match other_names.get(&id) {
        Some(other) if items.contains(other) => Verdict::Rename(*other),
        _ if items.contains(&id) => Verdict::Keep,
        _ => Verdict::Drop,
    };
    let someone = |id: &str| {
        if person(id) { Verdict::Keep } else { ItemId::parse(id).map_or(Verdict::Drop, |id| among(id, people)) }
    };
    let known = |known: bool| if known { Verdict::Keep } else { Verdict::Drop };
    match reference {
        Reference::Item(id) => among(id, items),
        Reference::Person(id) => known(person(id)),
        Reference::Node(id) => someone(id),
        Reference::Holder(id) if HolderGroup::parse(id).is_some() => Verdict::Keep,
        Reference::Holder(id) => someone(id),
        Reference::Room(id) => known(RoomId::parse(id).is_ok_and(|id| rooms.contains_key(&id))),
    }
}
