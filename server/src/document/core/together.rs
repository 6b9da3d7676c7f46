//! Writing together: who is in which samen-schrijven session, and whose presence reaches whom (docs/protocol.md A1–A4).

use std::collections::BTreeSet;
use std::sync::Arc;

use samenbeeld_gate::parse_awareness;
use samenbeeld_schema::ids::PersonId;
use samenbeeld_schema::protocol::ErrorCode;

use super::{Core, Effect};
use crate::document::Timestamp;
use crate::document::presence::{Households, may_meet};
use crate::document::seat::SeatId;
use crate::document::writing::TooManySessions;
use crate::wire::ServerMessage;

impl Core {
    /// Who lives where: presence passes by that from now on, and who may not meet any more is gone for the other at once (A1).
    pub fn live_in(&mut self, households: Arc<Households>, out: &mut Vec<Effect>) {
        let before = std::mem::replace(&mut self.households, households);
        let readers: BTreeSet<PersonId> = self.seats.values().map(|seat| seat.person.clone()).collect();
        for reader in readers.iter().filter(|reader| self.writings.is_member(reader)) {
            let meets = |homes: &Households, other: &PersonId| may_meet(homes, reader, other);
            let companions = self.writings.companions(reader).into_iter();
            let (lost, found): (BTreeSet<_>, BTreeSet<_>) = companions
                .filter(|other| meets(&before, other) != meets(&self.households, other))
                .partition(|other| meets(&before, other));
            if lost.is_empty() && found.is_empty() {
                continue;
            }
            let gone = self.presence.apart(&lost, true).map(|gone| ServerMessage::Awareness(gone.into()));
            let come = self.presence.apart(&found, false).map(|come| ServerMessage::Awareness(come.into()));
            let seats = self.seats.iter().filter(|(_, seat)| seat.person == *reader).map(|(id, _)| *id);
            for (id, message) in seats.flat_map(|id| gone.iter().chain(&come).map(move |message| (id, message))) {
                out.push(Effect::Send(id, message.clone()));
            }
            for writing in self.writings.of(reader) {
                let seen = self.seen_by(reader, &writing.persons);
                self.tell(&BTreeSet::from([reader.clone()]), &writing_notice(&writing.text, &seen), out);
            }
        }
    }

    /// Joins (or opens) the samen-schrijven session of a joint text.
    pub fn join_writing(
        &mut self,
        text: &str,
        person: &PersonId,
        fresh_id: String,
        now: Timestamp,
        out: &mut Vec<Effect>,
    ) -> Result<String, TooManySessions> {
        let session = self.writings.join(text, person, fresh_id, now)?;
        self.announce_writing(&session, person, out);
        Ok(session)
    }

    pub fn leave_writing(&mut self, session: &str, person: &PersonId, out: &mut Vec<Effect>) {
        self.leave_writings(Some(session), person, out);
    }

    /// Takes a person out of one session, or of all when their last seat went; the others are told and see them go.
    pub(super) fn leave_writings(&mut self, session: Option<&str>, person: &PersonId, out: &mut Vec<Effect>) {
        let changed = self.writings.leave(session, person);
        if changed.is_empty() {
            return;
        }
        for writing in changed {
            self.presence.person_left(person);
            for reader in writing.persons.iter().filter(|reader| may_meet(&self.households, reader, person)) {
                let seen = self.seen_by(reader, &writing.persons);
                self.tell(&BTreeSet::from([reader.clone()]), &writing_notice(&writing.text, &seen), out);
            }
        }
        self.flush_presence_to_all_but(person, out);
    }

    pub(super) fn awareness(&mut self, id: SeatId, bytes: &[u8], now: Timestamp, out: &mut Vec<Effect>) {
        let Ok(entries) = parse_awareness(bytes) else {
            return self.refuse(id, None, ErrorCode::UpdateMalformed, out);
        };
        let Some(seat) = self.seats.get_mut(&id) else { return };
        let person = seat.person.clone();
        // The first of its own that a client says binds it, whoever writes with whom. Clients send on every awareness they
        // hear, so one that is somebody else's says nothing.
        if seat.presence_client.is_none() {
            let own = entries.iter().map(|entry| entry.client).find(|client| self.client_ids.reserve(*client, &person));
            seat.presence_client = own;
        }
        let own = seat.presence_client;
        if !self.writings.is_member(&person) {
            return;
        }
        self.writings.sign_of_life(&person, now);
        for entry in entries.iter().filter(|entry| Some(entry.client) == own) {
            self.presence.receive(id, &person, entry);
        }
    }

    fn seen_by(&self, reader: &PersonId, persons: &BTreeSet<PersonId>) -> BTreeSet<PersonId> {
        persons.iter().filter(|person| may_meet(&self.households, reader, person)).cloned().collect()
    }

    fn visible_to(&self, reader: &PersonId) -> BTreeSet<PersonId> {
        self.seen_by(reader, &self.writings.companions(reader))
    }

    pub(super) fn send_presence(&mut self, id: SeatId, everything: bool, out: &mut Vec<Effect>) {
        let Some(seat) = self.seats.get(&id) else { return };
        if self.writings.is_empty() {
            return;
        }
        if let Some(message) = self.presence.message(everything, &self.visible_to(&seat.person)) {
            out.push(Effect::Send(id, ServerMessage::Awareness(message.into())));
        }
    }

    /// Sends changed presence, at most as often as the shard ticks (docs/protocol.md A3).
    pub(super) fn flush_presence(&mut self, out: &mut Vec<Effect>) {
        if !self.presence.has_changes() {
            return;
        }
        let seats: Vec<SeatId> = self.seats.keys().copied().collect();
        for id in seats {
            self.send_presence(id, false, out);
        }
        self.presence.sent();
    }

    /// Someone left the session: the others must see them go, though they are no companion any more.
    fn flush_presence_to_all_but(&mut self, left: &PersonId, out: &mut Vec<Effect>) {
        let seats: Vec<(SeatId, PersonId)> = self.seats.iter().map(|(id, seat)| (*id, seat.person.clone())).collect();
        for (id, person) in seats.iter().filter(|(_, person)| person != left && self.writings.is_member(person)) {
            let mut visible = self.visible_to(person);
            if may_meet(&self.households, person, left) {
                visible.insert(left.clone());
            }
            if let Some(message) = self.presence.message(false, &visible) {
                out.push(Effect::Send(*id, ServerMessage::Awareness(message.into())));
            }
        }
        self.presence.sent();
    }

    /// Sessions that went quiet end; their members are told.
    pub(super) fn end_quiet_sessions(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        for (writing, told) in self.writings.end_quiet(now) {
            for person in &told {
                self.presence.person_left(person);
            }
            self.tell(&told, &writing_notice(&writing.text, &BTreeSet::new()), out);
        }
    }

    /// Tells who may see the newcomer. For the others nothing changed, and not even an empty notice says that someone came.
    fn announce_writing(&mut self, session: &str, newcomer: &PersonId, out: &mut Vec<Effect>) {
        let Some(writing) = self.writings.get(session).cloned() else { return };
        for reader in writing.persons.iter().filter(|reader| may_meet(&self.households, reader, newcomer)) {
            let seen = self.seen_by(reader, &writing.persons);
            self.tell(&BTreeSet::from([reader.clone()]), &writing_notice(&writing.text, &seen), out);
        }
    }

    pub(super) fn tell(&self, persons: &BTreeSet<PersonId>, json: &str, out: &mut Vec<Effect>) {
        for (id, _) in self.seats.iter().filter(|(_, seat)| persons.contains(&seat.person)) {
            out.push(Effect::Send(*id, ServerMessage::Notice(json.to_owned())));
        }
    }
}

fn writing_notice(text: &str, persons: &BTreeSet<PersonId>) -> String {
    serde_json::json!({ "writing": { "text": text, "persons": persons } }).to_string()
}
