//! Cutting the register's facts to what one reader may see.

use samenbeeld_schema::ids::{PersonId, RoomId};
use samenbeeld_schema::model::{Facts, PersonFacts, Role, RoomFacts, RoomKind};

use super::case::{CaseRegister, RegisteredPerson, RegisteredRoom};
use crate::document::Timestamp;

/// A room as one reader gets it.
struct Cut {
    facts: RoomFacts,
    /// They read all of it, not only their own words.
    whole: bool,
}

impl CaseRegister {
    /// The facts one person may see: their rooms, the names in those rooms; birth date, household and gezag only of who is in a `core`
    /// room with them that didn't go on as another, as those are now. Of a room in which somebody only reads their own words still,
    /// nobody else's name.
    pub fn facts_for(&self, reader: &PersonId, now: Timestamp) -> Facts {
        let rooms = self.rooms.iter().filter_map(|room| {
            if self.reads(reader, room, now) {
                let mut facts = self.as_read_now(room, now);
                // Who came later knows nothing of the room before it.
                facts.successor_of = facts.successor_of.filter(|before| self.was_in(reader, before));
                return Some(Cut { facts, whole: true });
            }
            let wrote = room.facts.members.contains(reader)
                || room.facts.former_members.iter().any(|former| former.person == *reader);
            wrote.then(|| Cut { facts: own_words_of(reader, &room.facts), whole: false })
        });
        self.facts_in(rooms.collect(), Some(reader))
    }

    /// A room with who reads it now as its members. Who doesn't, or not yet, is told of in no way: they did not leave, and why they
    /// don't read is theirs. Their name stays known, so that what they said keeps its author.
    fn as_read_now(&self, room: &RegisteredRoom, now: Timestamp) -> RoomFacts {
        let mut facts = room.facts.clone();
        facts.members.retain(|member| self.belongs(member, room, now));
        facts.former_members.retain(|former| former.left_on.is_some());
        facts
    }

    /// Whether somebody is in a room, whether or not they read there now.
    fn is_in(&self, person: &PersonId, room: &RoomId) -> bool {
        self.room(room).is_some_and(|known| known.facts.members.contains(person))
    }

    /// Whether somebody is in a room, or was.
    fn was_in(&self, person: &PersonId, room: &RoomId) -> bool {
        self.is_in(person, room)
            || self.room(room).is_some_and(|known| known.facts.former_members.iter().any(|one| one.person == *person))
    }

    /// The facts as they stand in one room at a moment: what every reader of that room may see.
    pub fn facts_of_room(&self, room: &RoomId, now: Timestamp) -> Facts {
        let room = self.room(room).map(|room| Cut { facts: self.as_read_now(room, now), whole: true });
        self.facts_in(room.into_iter().collect(), None)
    }

    /// `reader`: who gets them; themselves they are told of also where they are in no room, as in an emergency.
    fn facts_in(&self, rooms: Vec<Cut>, reader: Option<&PersonId>) -> Facts {
        let core: Vec<&RoomFacts> =
            rooms.iter().filter(|cut| cut.whole && cut.facts.kind == RoomKind::Core).map(|cut| &cut.facts).collect();
        let goes_on: Vec<&&RoomFacts> = core.iter().filter(|room| !self.went_on(&room.id)).collect();
        let in_core = |person: &RegisteredPerson| {
            // Who waits to be let read is known by name. A child too young to read is one of those it is about.
            let child = matches!(person.facts.role, Role::Youth | Role::Child);
            let there = |room: &RoomFacts| {
                room.members.contains(&person.facts.id)
                    || child && self.is_in(&person.facts.id, &room.id)
                    || person.known_in.contains(&room.id)
            };
            reader == Some(&person.facts.id) && !core.is_empty() || goes_on.iter().any(|room| there(room))
        };
        let named = |person: &RegisteredPerson| {
            let me = reader == Some(&person.facts.id);
            me || rooms.iter().any(|Cut { facts: room, whole }| {
                room.members.contains(&person.facts.id)
                    || *whole && self.was_in(&person.facts.id, &room.id)
                    || room.former_members.iter().any(|former| former.person == person.facts.id)
                    || *whole && (person.known_in.contains(&room.id) || person.named_in.contains(&room.id))
            })
        };
        let persons = self
            .persons
            .iter()
            .filter(|person| named(person))
            .map(|person| {
                let facts = &person.facts;
                if in_core(person) {
                    return facts.clone();
                }
                let mut named = PersonFacts::named(facts.id.clone(), facts.name.clone(), facts.role);
                named.organisation = facts.organisation.clone();
                named.member = facts.member;
                named.index = facts.index;
                named
            })
            .collect();
        let mut case = self.case.clone();
        if core.is_empty() {
            case.legal_frame = None;
            case.regisseur =
                case.regisseur.filter(|regisseur| rooms.iter().any(|room| room.facts.members.contains(regisseur)));
        }
        Facts { case, persons, rooms: rooms.into_iter().map(|room| room.facts).collect() }
    }
}

/// A room of which somebody reads no more than what they wrote there.
fn own_words_of(reader: &PersonId, room: &RoomFacts) -> RoomFacts {
    RoomFacts {
        members: [reader.clone()].into(),
        former_members: Vec::new(),
        successor_of: None,
        open: false,
        ground: None,
        ..room.clone()
    }
}

#[cfg(test)]
mod tests {
    use crate::register::trial::{at, case, person, room};

    /// In the room since it was composed, and still waiting for somebody's yes.
    #[test]
    fn who_was_never_let_read_is_to_others_neither_a_reader_nor_somebody_who_left() {
        let (case, now) = (case(), at("2026-11-30"));
        assert!(!case.reads(&person("femke"), case.room(&room("school")).unwrap(), now));
        for reader in ["noor", "marloes", "youssef"] {
            let facts = case.facts_for(&person(reader), now);
            let school = facts.rooms.iter().find(|one| one.id == room("school")).unwrap();
            assert!(!school.members.contains(&person("femke")), "{reader}");
            assert!(school.former_members.is_empty(), "{reader} is told that somebody left");
        }
    }
}
