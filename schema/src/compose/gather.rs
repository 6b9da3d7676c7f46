//! Which copy of an item is shown (D14), and who takes over whose words (D16).

use std::collections::{BTreeMap, BTreeSet};

use super::Work;
use super::picture::Item;
use crate::doc::read::ReadItem;
use crate::field::Reason;
use crate::ids::{DocumentId, DocumentKind, ItemId, PersonId, RoomId};
use crate::model::{Content, Fingerprint, Kind, RoomKind};

/// An item as one document has it.
#[derive(Clone, Copy)]
pub(super) struct Copied<'a> {
    document: &'a DocumentId,
    item: &'a ReadItem,
}

impl<'a> Copied<'a> {
    fn by(self) -> Option<&'a PersonId> {
        match &self.document.kind {
            DocumentKind::Voice(person) => Some(person),
            DocumentKind::Board | DocumentKind::Desk => None,
        }
    }
    fn room(self) -> &'a RoomId {
        &self.document.room
    }
    /// Whether it puts its author's words in the place of what a scribe wrote down for them under the same id: it says so,
    /// or the scribe says whose words they are.
    fn takes_over(self, copies: &[Copied<'_>]) -> bool {
        let scribed =
            || copies.iter().any(|other| other.by() != self.by() && other.item.words_of.as_ref() == self.by());
        self.item.adopts == Some(self.item.id) || (self.by().is_some() && scribed())
    }
}

impl<'a> Work<'a> {
    /// Fills `items` with the copy of each item that is shown.
    pub(super) fn gather(&mut self) {
        let mut copies: BTreeMap<ItemId, Vec<Copied<'a>>> = BTreeMap::new();
        for &reading in &self.readings {
            for item in &reading.items {
                copies.entry(item.id).or_default().push(Copied { document: &reading.document, item });
            }
        }
        let mut taking_over: Vec<(ItemId, Copied<'a>)> = Vec::new();
        for (id, copies) in copies {
            if let Some(shown) = self.show(id, &copies)
                && let Some(target) = shown.item.adopts
                && target != id
            {
                taking_over.push((target, shown));
            }
        }
        for (target, copy) in taking_over {
            self.take_over(target, copy);
        }
        self.keep_safety_apart();
    }

    /// A judgement of safety is shown only where it stands in a room for safety (D18).
    fn keep_safety_apart(&mut self) {
        let (rooms, documents) = (&self.rooms, &self.documents);
        let mut elsewhere = Vec::new();
        for item in self.items.values_mut() {
            let Content::Advice(Some(advice)) = &mut item.content else { continue };
            let Some(document) = documents.get(&item.id) else { continue };
            let apart = rooms.get(&document.room).is_some_and(|room| room.kind == RoomKind::Safety);
            if !apart && advice.safety.take().is_some() {
                elsewhere.push((*document, item.id));
            }
        }
        for (document, id) in elsewhere {
            self.report(document, Some(id), Some("safety"), Reason::BadValue);
        }
    }

    /// Decides between the copies of one item and puts it in the picture.
    fn show(&mut self, id: ItemId, copies: &[Copied<'a>]) -> Option<Copied<'a>> {
        let (own, first): (Vec<_>, Vec<_>) = copies.iter().partition(|copy| copy.takes_over(copies));
        let alone = first.is_empty();
        // The server lets nobody use an id that is another's. Should it have happened, no joint thing hides a person's words.
        let spoken = keep_some(if alone { &own } else { &first }, |copy| copy.by().is_some());
        let shown = self.winner(&spoken)?;
        let mut rooms = BTreeSet::new();
        for copy in if alone { &own } else { &first } {
            if copy.item.content.kind() == shown.item.content.kind() && copy.by() == shown.by() {
                rooms.insert(copy.room().clone());
            } else {
                self.report(copy.document, Some(id), None, Reason::IdTaken);
            }
            if alone {
                self.report(copy.document, Some(id), Some("adopts"), Reason::Dangling);
            }
        }
        let mut item = placed(shown, rooms);
        self.name_whose_words(&mut item, shown);
        if !alone {
            let fits = |copy: &Copied<'a>| {
                copy.by().is_some()
                    && copy.by() == shown.item.words_of.as_ref()
                    && copy.item.content.kind() == shown.item.content.kind()
            };
            for copy in own.iter().filter(|copy| !fits(copy)) {
                self.report(copy.document, Some(id), Some("adopts"), Reason::NotYours);
            }
            let own: Vec<_> = own.into_iter().filter(fits).collect();
            if let Some(words) = self.winner(&own) {
                item.rooms.extend(own.iter().map(|copy| copy.room().clone()));
                take_words(&mut item, words);
                self.documents.insert(id, words.document);
                self.items.insert(id, item);
                return None;
            }
        }
        self.documents.insert(id, shown.document);
        self.items.insert(id, item);
        Some(shown)
    }

    fn name_whose_words(&mut self, item: &mut Item, copy: Copied<'a>) {
        let of = copy.item.words_of.as_ref();
        if of.is_some_and(|person| self.reached.contains(person))
            && !copy.by().is_some_and(|by| self.scribes.contains(by))
        {
            // Nobody puts words in another's mouth: these are their author's own.
            item.confirmed = true;
            return self.report(copy.document, Some(item.id), Some("words_of"), Reason::NotYours);
        }
        item.confirmed = of.is_none();
        item.words_of = of.filter(|person| self.persons.contains(person)).cloned();
        item.words_from = copy.item.words_from.clone().filter(|_| item.words_of.is_some());
        if !item.confirmed && item.words_of.is_none() {
            self.report(copy.document, Some(item.id), Some("words_of"), Reason::Dangling);
        }
    }

    /// Puts the words of a person in the place of what a scribe wrote down for them. Whoever is not that person, or comes
    /// second, stands on their own.
    fn take_over(&mut self, target: ItemId, copy: Copied<'a>) {
        let id = copy.item.id;
        let Some(written) = self.items.get(&target) else {
            return self.report(copy.document, Some(id), Some("adopts"), Reason::Dangling);
        };
        let fits = copy.by().is_some()
            && written.words_of.as_ref() == copy.by()
            && !written.confirmed
            && written.content.kind() == copy.item.content.kind()
            && !copy.item.withdrawn
            // Words taken over are in the end someone's own: no chains.
            && !self.other_names.contains_key(&target)
            && !self.taken_over.contains(&id);
        if !fits {
            return self.report(copy.document, Some(id), Some("adopts"), Reason::NotYours);
        }
        let own = self.items.remove(&id);
        self.documents.insert(target, copy.document);
        self.other_names.insert(id, target);
        self.taken_over.insert(target);
        if let Some(written) = self.items.get_mut(&target) {
            take_words(written, copy);
            written.rooms.extend(own.map(|own| own.rooms).unwrap_or_default());
            written.rooms.sort();
            written.rooms.dedup();
        }
    }

    /// The copy to show: the one in the successor room, else the one in the room that `same_as` names as the wider one,
    /// else the one in the room with the smallest id.
    fn winner(&self, copies: &[Copied<'a>]) -> Option<Copied<'a>> {
        if let [only] = copies {
            return Some(*only);
        }
        let rooms: BTreeSet<&RoomId> = copies.iter().map(|copy| copy.room()).collect();
        let succeeded: BTreeSet<&RoomId> = rooms.iter().flat_map(|room| self.predecessors(room)).collect();
        let left = keep_some(copies, |copy| !succeeded.contains(copy.room()));
        let rooms: BTreeSet<&RoomId> = left.iter().map(|copy| copy.room()).collect();
        let left = keep_some(&left, |copy| {
            copy.item.same_as.as_ref().is_none_or(|wider| wider == copy.room() || !rooms.contains(wider))
        });
        // Readings are sorted by the name of the document, and within one room that decides.
        left.into_iter().min_by_key(|copy| (copy.room(), copy.document.to_string(), copy.item.content.kind()))
    }

    /// The rooms a room took over from, over any number of steps.
    fn predecessors(&self, room: &RoomId) -> Vec<&'a RoomId> {
        let mut before: Vec<&'a RoomId> = Vec::new();
        let mut room = room;
        while let Some(predecessor) = self.rooms.get(room).and_then(|facts| facts.successor_of.as_ref()) {
            if before.contains(&predecessor) {
                break;
            }
            before.push(predecessor);
            room = predecessor;
        }
        before
    }
}

/// Those that pass, or all of them when none does.
fn keep_some<'a>(copies: &[Copied<'a>], pass: impl Fn(&Copied<'a>) -> bool) -> Vec<Copied<'a>> {
    let some: Vec<_> = copies.iter().copied().filter(|copy| pass(copy)).collect();
    if some.is_empty() { copies.to_vec() } else { some }
}

fn placed(copy: Copied<'_>, rooms: BTreeSet<RoomId>) -> Item {
    Item {
        id: copy.item.id,
        about: Fingerprint::of(&Kind::words(&copy.item.content)),
        content: copy.item.content.clone(),
        room: copy.room().clone(),
        rooms: rooms.into_iter().collect(),
        by: copy.by().cloned(),
        by_left_on: None,
        words_of: None,
        words_from: None,
        written_down_by: None,
        confirmed: true,
        withdrawn: copy.item.withdrawn,
        gathered_by: Vec::new(),
        marks: Vec::new(),
        shared_state: None,
    }
}

/// The id stays, the text is the adopter's (D16).
fn take_words(item: &mut Item, copy: Copied<'_>) {
    item.written_down_by = item.by.take();
    item.by = copy.by().cloned();
    item.words_of = None;
    item.words_from = None;
    item.confirmed = true;
    item.content = copy.item.content.clone();
    item.withdrawn = copy.item.withdrawn;
    item.about = Fingerprint::of(&Kind::words(&item.content));
    item.rooms.sort();
    item.rooms.dedup();
}
