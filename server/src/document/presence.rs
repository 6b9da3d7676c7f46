//! Presence: who is writing along, and where their caret stands (docs/protocol.md A1–A4).
//!
//! Never stored. The server writes the name; a client can't speak for another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use samenbeeld_gate::AwarenessEntry;
use samenbeeld_schema::ids::{CaseId, PersonId};
use samenbeeld_schema::protocol::{PRESENCE_ENTRIES_MAX, PRESENCE_MAX};

use super::seat::SeatId;
use crate::wire::lib0::{put_bytes, put_number};

/// Which households a person belongs to; professionals have none.
pub type Households = BTreeMap<PersonId, BTreeSet<String>>;

/// Who lives where in a case, as it is now.
pub trait Homes: Send + Sync {
    fn of(&self, case: &CaseId) -> Arc<Households>;
}

/// Whether presence may pass between two people outside a meeting: not between two households (rule A1).
pub fn may_meet(households: &Households, a: &PersonId, b: &PersonId) -> bool {
    match (households.get(a), households.get(b)) {
        (Some(a), Some(b)) if !a.is_empty() && !b.is_empty() => !a.is_disjoint(b),
        _ => true,
    }
}

#[derive(Debug)]
struct Entry {
    clock: u32,
    /// The state as JSON, `null` when gone.
    json: String,
    seat: SeatId,
    person: PersonId,
}

#[derive(Debug, Default)]
pub struct Presence {
    entries: BTreeMap<u64, Entry>,
    changed: BTreeSet<u64>,
}

impl Presence {
    /// Takes an entry of a seat's own client id.
    pub fn receive(&mut self, seat: SeatId, person: &PersonId, entry: &AwarenessEntry<'_>) {
        if entry.json.len() > PRESENCE_MAX {
            return;
        }
        match self.entries.get(&entry.client) {
            Some(known) if known.seat != seat => return,
            Some(known) if known.clock > entry.clock => return,
            Some(known) if known.clock == entry.clock && (entry.json != "null" || known.json == "null") => return,
            None if self.entries.len() >= PRESENCE_ENTRIES_MAX || entry.json == "null" => return,
            _ => {}
        }
        let Some(json) = with_name(entry.json, person) else { return };
        self.entries.insert(entry.client, Entry { clock: entry.clock, json, seat, person: person.clone() });
        self.changed.insert(entry.client);
    }

    /// A seat went: its entries are gone for everyone.
    pub fn leave(&mut self, seat: SeatId) {
        for (client, entry) in self.entries.iter_mut().filter(|(_, entry)| entry.seat == seat && entry.json != "null") {
            entry.clock += 1;
            entry.json = "null".to_owned();
            self.changed.insert(*client);
        }
    }

    /// A person stopped writing along: for the others they are gone.
    pub fn person_left(&mut self, person: &PersonId) {
        let seats: BTreeSet<SeatId> = self.entries.values().filter(|e| &e.person == person).map(|e| e.seat).collect();
        for seat in seats {
            self.leave(seat);
        }
    }

    /// The message for one reader: what changed (or everything), of the people they may see.
    pub fn message(&self, everything: bool, visible: &BTreeSet<PersonId>) -> Option<Vec<u8>> {
        let wanted: Vec<_> = self
            .entries
            .iter()
            .filter(|(client, entry)| (everything || self.changed.contains(client)) && visible.contains(&entry.person))
            .collect();
        if wanted.is_empty() {
            return None;
        }
        let mut out = Vec::with_capacity(64 * wanted.len());
        put_number(&mut out, wanted.len() as u64);
        for (client, entry) in wanted {
            put_number(&mut out, *client);
            put_number(&mut out, u64::from(entry.clock));
            put_bytes(&mut out, entry.json.as_bytes());
        }
        Some(out)
    }

    /// The message for one reader that these people are gone, who stay for others; or that they are there again. A reader takes what is
    /// newer than what they know: gone is one further than it was, and there again two.
    pub fn apart(&self, persons: &BTreeSet<PersonId>, gone: bool) -> Option<Vec<u8>> {
        let of: Vec<_> = self.entries.iter().filter(|(_, entry)| persons.contains(&entry.person)).collect();
        if of.is_empty() {
            return None;
        }
        let mut out = Vec::with_capacity(64 * of.len());
        put_number(&mut out, of.len() as u64);
        for (client, entry) in of {
            put_number(&mut out, *client);
            put_number(&mut out, u64::from(entry.clock) + if gone { 1 } else { 2 });
            put_bytes(&mut out, if gone { b"null" } else { entry.json.as_bytes() });
        }
        Some(out)
    }

    /// What changed was sent; gone entries are forgotten.
    pub fn sent(&mut self) {
        self.changed.clear();
        self.entries.retain(|_, entry| entry.json != "null");
    }

    pub fn has_changes(&self) -> bool {
        !self.changed.is_empty()
    }
}

/// The state with `user` written by the server; nothing when it is no JSON object.
fn with_name(json: &str, person: &PersonId) -> Option<String> {
    if json == "null" {
        return Some(json.to_owned());
    }
    let mut state: serde_json::Map<String, serde_json::Value> = serde_json::from_str(json).ok()?;
    state.insert("user".to_owned(), serde_json::json!({ "person": person.as_str() }));
    serde_json::to_string(&state).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> PersonId {
        PersonId::parse(name).unwrap()
    }

    /// docs/protocol.md A2: the server writes the name.
    #[test]
    fn nobody_can_appear_under_another_name() {
        let mut presence = Presence::default();
        let entry = AwarenessEntry { client: 5, clock: 1, json: r#"{"user":{"person":"jeroen"},"caret":3}"# };
        presence.receive(SeatId(1), &person("noor"), &entry);
        let message = presence.message(true, &BTreeSet::from([person("noor")])).unwrap();
        let text = String::from_utf8_lossy(&message).into_owned();
        assert!(text.contains("noor") && !text.contains("jeroen"), "{text}");
    }

    /// docs/protocol.md A4: an entry belongs to the connection that brought it.
    #[test]
    fn nobody_can_move_anothers_caret() {
        let mut presence = Presence::default();
        let entry = |clock| AwarenessEntry { client: 5, clock, json: "{}" };
        presence.receive(SeatId(1), &person("noor"), &entry(1));
        presence.sent();
        presence.receive(SeatId(2), &person("jeroen"), &entry(9));
        assert!(!presence.has_changes());
    }

    /// docs/protocol.md A1: never between two households.
    #[test]
    fn two_households_do_not_see_each_other() {
        let home = |name: &str| BTreeSet::from([name.to_owned()]);
        let households = Households::from([
            (person("marloes"), home("a")),
            (person("jeroen"), home("b")),
            (person("noor"), BTreeSet::from(["a".to_owned(), "b".to_owned()])),
            (person("youssef"), BTreeSet::new()),
        ]);
        assert!(!may_meet(&households, &person("marloes"), &person("jeroen")));
        assert!(may_meet(&households, &person("noor"), &person("jeroen")));
        assert!(may_meet(&households, &person("youssef"), &person("marloes")));
    }

    #[test]
    fn who_leaves_is_gone_for_the_others_once() {
        let mut presence = Presence::default();
        presence.receive(SeatId(1), &person("noor"), &AwarenessEntry { client: 5, clock: 1, json: "{}" });
        presence.sent();
        presence.leave(SeatId(1));
        assert!(presence.message(false, &BTreeSet::from([person("noor")])).is_some());
        presence.sent();
        presence.leave(SeatId(1));
        assert!(!presence.has_changes());
        assert!(presence.message(true, &BTreeSet::from([person("noor")])).is_none());
    }
}
