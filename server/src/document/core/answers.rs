//! What is said back: acknowledgements when a commit is on disk, refusals in their order, what a reader lacks
//! (docs/protocol.md S4–S6, S11).

use std::collections::BTreeMap;

use bytes::Bytes;
use samenbeeld_gate::ClockRange;
use samenbeeld_schema::ids::PersonId;
use samenbeeld_schema::protocol::ErrorCode;

use super::{Committed, Core, Effect, Health};
use crate::document::authors::AuthorRun;
use crate::document::content::Poisoned;
use crate::document::seat::{SeatId, Turn};
use crate::wire::ServerMessage;

impl Core {
    /// The commit under way came back.
    pub fn committed(&mut self, outcome: Committed, out: &mut Vec<Effect>) {
        let Some(mut done) = self.under_way.take() else { return };
        match outcome {
            Committed::Stored(head) => {
                self.head = head;
                self.removals.stored();
                out.push(Effect::Broadcast(ServerMessage::Update(done.update)));
                if let Some(notice) = authors_notice(&done.bindings, &done.runs) {
                    out.push(Effect::Broadcast(ServerMessage::Notice(notice)));
                    self.client_ids.bind(done.bindings, self.generation);
                }
                for (seat, ranges) in done.overruled.iter().filter(|(seat, _)| self.seats.contains_key(seat)) {
                    out.push(Effect::Send(*seat, ServerMessage::Notice(overruled_notice(ranges))));
                }
                for (seat, turn) in done.answers {
                    self.answer(seat, turn, true, out);
                }
                if self.health == Health::Careful && self.queue.is_empty() {
                    self.health = Health::Well;
                }
                self.serve_step1(out);
            }
            Committed::ItemTaken(item, kind) => {
                self.removals.not_stored();
                for queued in &mut done.queued {
                    queued.item_taken |= queued.claims.iter().any(|claim| claim.item == item && claim.kind == kind);
                }
                self.requeue(done.queued);
                self.reload(out);
            }
            Committed::Refused => {
                self.removals.not_stored();
                self.requeue(done.queued);
                self.reload(out);
            }
        }
    }

    pub(super) fn answer(&mut self, id: SeatId, turn: Turn, stored: bool, out: &mut Vec<Effect>) {
        let Some(seat) = self.seats.get_mut(&id) else { return };
        seat.answer(turn, stored);
        while let Some(stored) = seat.next_answer() {
            out.push(Effect::Send(id, ServerMessage::SyncStatus(stored)));
            if !stored {
                let code = seat.closing.unwrap_or(ErrorCode::Internal);
                out.push(Effect::Refuse(id, code));
                return self.leave(id, out);
            }
        }
    }

    /// Refuses a seat. Its earlier updates are still answered first, in order; nothing of the refused one is stored.
    pub(super) fn refuse(&mut self, id: SeatId, turn: Option<Turn>, code: ErrorCode, out: &mut Vec<Effect>) {
        let Some(seat) = self.seats.get_mut(&id) else { return };
        seat.closing.get_or_insert(code);
        // What it sent besides is not judged any more: it builds on what was refused, or comes from someone who forges.
        for parked in seat.unpark() {
            seat.answer(parked.turn, false);
        }
        let mut dropped = 0;
        self.queue.retain(|queued| {
            let keep = queued.seat != id;
            if !keep {
                dropped += queued.weight();
                seat.answer(queued.turn, false);
            }
            keep
        });
        for waiting in [&mut self.second_look, &mut self.held] {
            waiting.retain(|queued| {
                if queued.seat == id {
                    dropped += queued.weight();
                    seat.answer(queued.turn, false);
                }
                queued.seat != id
            });
        }
        self.queue_bytes -= dropped;
        match turn {
            Some(turn) => self.answer(id, turn, false, out),
            None => {
                out.push(Effect::Refuse(id, code));
                self.leave(id, out);
            }
        }
    }

    pub(super) fn serve_step1(&mut self, out: &mut Vec<Effect>) {
        if self.waiting_step1.is_empty() || !self.may_answer() {
            return;
        }
        let vector = Bytes::from(self.index.encode_state_vector());
        let mut waiting = std::mem::take(&mut self.waiting_step1).into_iter();
        while let Some((id, theirs)) = waiting.next() {
            let lacking = match self.content.since(&theirs) {
                // Reading goes on without yrs: everything as it was loaded, known parts included.
                Err(Poisoned) if self.health == Health::Quarantined => self.content.whole(),
                lacking => lacking,
            };
            match lacking {
                Ok(lacking) => {
                    out.push(Effect::Send(id, ServerMessage::Step2(lacking)));
                    out.push(Effect::Send(id, ServerMessage::Step1(vector.clone())));
                }
                Err(Poisoned) => {
                    self.waiting_step1.push((id, theirs));
                    self.waiting_step1.extend(waiting);
                    self.poisoned(out);
                    return;
                }
            }
            self.send_presence(id, true, out);
        }
    }
}

/// What a commit says about whose words are whose, in one message (docs/protocol.md H6).
fn authors_notice(bindings: &[(u64, PersonId)], runs: &[AuthorRun]) -> Option<String> {
    let mut notice = serde_json::Map::new();
    if !bindings.is_empty() {
        let map: BTreeMap<String, &str> =
            bindings.iter().map(|(client, person)| (client.to_string(), person.as_str())).collect();
        notice.insert("bindings".to_owned(), serde_json::json!(map));
    }
    if !runs.is_empty() {
        notice.insert("runs".to_owned(), serde_json::json!(runs));
    }
    (!notice.is_empty()).then(|| serde_json::Value::Object(notice).to_string())
}

fn overruled_notice(ranges: &[ClockRange]) -> String {
    let mut map: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
    for range in ranges {
        map.entry(range.client.to_string()).or_default().push((range.clock, range.len));
    }
    serde_json::json!({ "overruled": map }).to_string()
}
