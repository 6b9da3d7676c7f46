//! Decides everything one document does (docs/protocol.md S2–S11, G7, C1–C4). Knows no sockets, no clock, no database:
//! each input gives effects, and the shard carries them out.
//!
//! The order that nothing may break: a change is applied, its commit is asked for, and only when the commit is on disk is
//! it sent on and acknowledged. While a commit is under way the next changes gather; nobody is answered from a state that
//! is not on disk.
//!
//! [`judging`] decides about updates, [`removals`] whether they take out much of others, [`together`] about presence and
//! writing sessions.

mod client_ids;
mod judging;
mod removals;
mod standing;
#[cfg(test)]
mod tests;
mod together;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use bytes::Bytes;
use samenbeeld_gate::{ClockRange, Index, parse_state_vector};
use samenbeeld_schema::ids::{ItemId, PersonId};
use samenbeeld_schema::model::Kind;
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_store::Claim;

use self::removals::Removals;
use super::Timestamp;
use super::authors::{AuthorRun, Authors, Removal};
use super::content::{Content, Poisoned};
use super::presence::{Households, Presence};
use super::roots::DocumentRoots;
use super::seat::{Seat, SeatId, Turn};
use super::writing::Writings;
use crate::wire::{ClientMessage, ServerMessage};
use client_ids::ClientIds;

/// Bytes of updates that may wait for the commit under way.
pub const QUEUE_MAX: usize = 8 * 1024 * 1024;
/// What an update costs while it waits, besides its bytes.
const WAITING_OVERHEAD: usize = 160;
/// Client ids that one update may bring for the first time. A person has one for each time they opened the document
/// while offline; a thousand are a flood.
pub const NEW_CLIENTS_MAX: usize = 64;
/// An update parked longer than this will not be completed any more.
pub const PARKED_MS_MAX: u64 = 30_000;

/// What the store has of a document, opened and checked.
pub struct Loaded {
    pub generation: u32,
    pub head: u64,
    /// The whole state as one update.
    pub state: Bytes,
    pub index: Index,
    /// Which person a client id belongs to, and in which generation it was bound.
    pub bindings: HashMap<u64, (PersonId, u32)>,
    /// Whose words those are that somebody else put back.
    pub runs: Vec<AuthorRun>,
    /// It was closed for writing where it stands, and nobody repaired it since.
    pub quarantined: bool,
}

/// One person's part of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    pub person: PersonId,
    pub seat: SeatId,
    pub received: Timestamp,
    pub inserted: Vec<ClockRange>,
    /// What this update newly deleted: attributed to who sent it (docs/protocol.md C4).
    pub deleted: Vec<ClockRange>,
}

/// What is to be kept, in one piece, before anyone sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    pub generation: u32,
    pub expected_head: u64,
    pub update: Bytes,
    pub contributions: Vec<Contribution>,
    pub bindings: Vec<(u64, PersonId)>,
    /// Whose words those are that their sender only put back (docs/protocol.md C5).
    pub runs: Vec<AuthorRun>,
    /// The item ids it uses for the first time here.
    pub claims: Vec<Claim>,
}

/// What became of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Committed {
    Stored(u64),
    /// The store has something newer, or the client id is another's there: read it again and judge again.
    Refused,
    /// The store has this item id as somebody else's: read it again, and refuse who uses it.
    ItemTaken(ItemId, Kind),
}

#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    Send(SeatId, ServerMessage),
    /// To every seat, encoded once per dialect.
    Broadcast(ServerMessage),
    Commit(Commit),
    /// Tell this seat why it is refused, and take it away.
    Refuse(SeatId, ErrorCode),
    /// Is there anything in the store after this sequence? (docs/protocol.md G7)
    LookAtStore {
        after: u64,
    },
    /// Throw this document's memory away and load it again; seats stay.
    Reload,
    /// As [`Effect::Reload`], once the store remembers that this document is closed for writing where it stands: yrs failed
    /// again.
    Quarantine {
        generation: u32,
        head: u64,
    },
    /// Much of others is about to go: keep how it is now, then answer with [`Core::restore_point`] (docs/protocol.md R1).
    RestorePoint {
        by: PersonId,
    },
}

/// An update waiting to be judged and committed.
#[derive(Debug)]
struct Queued {
    seat: SeatId,
    /// Whose words these are: they count also when the seat has gone meanwhile.
    person: PersonId,
    writable: bool,
    turn: Turn,
    update: Bytes,
    /// A Step2, or parked for too long: what it lacks will not come from its sender any more.
    is_last: bool,
    /// The store was read to its head and had nothing that would change the verdict.
    looked: bool,
    received: Timestamp,
    /// The item ids it used for the first time when it was judged last.
    claims: Vec<Claim>,
    /// The store said that one of them is somebody else's.
    item_taken: bool,
}

impl Queued {
    /// What it costs while it waits, in bytes.
    fn weight(&self) -> usize {
        self.update.len() + WAITING_OVERHEAD
    }
}

struct UnderWay {
    update: Bytes,
    answers: Vec<(SeatId, Turn)>,
    /// Kept to be judged again when the store refuses the commit.
    queued: Vec<Queued>,
    bindings: Vec<(u64, PersonId)>,
    /// What of whom does not count, to tell them when it is on disk.
    overruled: Vec<(SeatId, Vec<ClockRange>)>,
    runs: Vec<AuthorRun>,
}

/// Why a document is closed for writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    Well,
    /// yrs failed once: rebuilt from the store, updates go one by one.
    Careful,
    /// yrs failed again: read-only at the last good sequence.
    Quarantined,
}

pub struct Core {
    roots: DocumentRoots,
    households: Arc<Households>,
    generation: u32,
    head: u64,
    content: Content,
    index: Index,
    client_ids: ClientIds,
    authors: Authors,
    seats: BTreeMap<SeatId, Seat>,
    queue: VecDeque<Queued>,
    queue_bytes: usize,
    /// The index' estimate of the encoded size before the batch that is being judged.
    estimate_before: usize,
    second_look: Vec<Queued>,
    /// Wait for a restore point.
    held: Vec<Queued>,
    removals: Removals,
    under_way: Option<UnderWay>,
    waiting_step1: Vec<(SeatId, Bytes)>,
    presence: Presence,
    writings: Writings,
    health: Health,
    /// Set between [`Effect::Reload`] and [`Core::reloaded`].
    reloading: bool,
}

impl Core {
    pub fn new(roots: DocumentRoots, households: Arc<Households>, loaded: Loaded) -> Self {
        Self {
            roots,
            households,
            generation: loaded.generation,
            head: loaded.head,
            content: Content::from_state(loaded.state),
            index: loaded.index,
            client_ids: ClientIds::new(loaded.bindings),
            authors: Authors::new(loaded.runs),
            seats: BTreeMap::new(),
            queue: VecDeque::new(),
            queue_bytes: 0,
            estimate_before: 0,
            second_look: Vec::new(),
            held: Vec::new(),
            removals: Removals::default(),
            under_way: None,
            waiting_step1: Vec::new(),
            presence: Presence::default(),
            writings: Writings::default(),
            health: if loaded.quarantined { Health::Quarantined } else { Health::Well },
            reloading: false,
        }
    }

    /// The memory was thrown away and read again from the store: everything unacknowledged is judged again.
    pub fn reloaded(&mut self, loaded: Loaded, out: &mut Vec<Effect>) {
        self.generation = loaded.generation;
        self.head = loaded.head;
        self.content = Content::from_state(loaded.state);
        self.index = loaded.index;
        self.client_ids.reloaded(loaded.bindings);
        // Removals too: what is not stored was not taken out, and is judged again.
        self.authors = Authors::new(loaded.runs);
        if loaded.quarantined {
            self.health = Health::Quarantined;
        }
        self.reloading = false;
        // What others committed meanwhile: one merged resync for everyone.
        if let Ok(whole) = self.content.whole() {
            out.push(Effect::Broadcast(ServerMessage::Update(whole)));
        }
        self.serve_step1(out);
    }

    /// Seats someone. The client id of their ticket is theirs from here on (docs/protocol.md C1).
    pub fn join(&mut self, seat: SeatId, person: PersonId, writable: bool, client: Option<u64>) {
        if let Some(client) = client {
            self.client_ids.reserve(client, &person);
        }
        self.seats.insert(seat, Seat::new(person, writable));
    }

    pub fn leave(&mut self, seat: SeatId, out: &mut Vec<Effect>) {
        let Some(gone) = self.seats.remove(&seat) else { return };
        self.presence.leave(seat);
        self.waiting_step1.retain(|(waiting, _)| *waiting != seat);
        if !self.seats.values().any(|other| other.person == gone.person) {
            self.leave_writings(None, &gone.person, out);
        }
    }

    pub fn message(&mut self, id: SeatId, message: ClientMessage, now: Timestamp, out: &mut Vec<Effect>) {
        let Some(seat) = self.seats.get_mut(&id) else { return };
        if seat.closing.is_some() {
            return;
        }
        match message {
            ClientMessage::Step1(vector) => match parse_state_vector(&vector) {
                Ok(_) => {
                    // A seat that asks again is answered once, for what it has now.
                    self.waiting_step1.retain(|(waiting, _)| *waiting != id);
                    self.waiting_step1.push((id, vector));
                    if self.may_answer() {
                        self.serve_step1(out);
                    }
                }
                Err(_) => self.refuse(id, None, ErrorCode::UpdateMalformed, out),
            },
            ClientMessage::Update(update) => self.enqueue(id, update, false, now, out),
            ClientMessage::Step2(update) => self.enqueue(id, update, true, now, out),
            ClientMessage::Awareness(bytes) => self.awareness(id, &bytes, now, out),
            ClientMessage::QueryAwareness => self.send_presence(id, true, out),
            ClientMessage::Auth { .. } | ClientMessage::Detach | ClientMessage::Ignored => {}
        }
    }

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

    /// The store was read to its head for a second look.
    pub fn looked(&mut self, head: u64, out: &mut Vec<Effect>) {
        let waiting = std::mem::take(&mut self.second_look);
        let newer = head > self.head && self.under_way.is_none();
        for mut queued in waiting.into_iter().rev() {
            queued.looked = true;
            self.queue.push_front(queued);
        }
        if newer {
            self.reload(out);
        }
    }

    /// Regular housekeeping: gaps that never filled, writing sessions that went quiet, presence to send.
    pub fn tick(&mut self, now: Timestamp, out: &mut Vec<Effect>) {
        let late: Vec<SeatId> = self
            .seats
            .iter()
            .filter(|(_, seat)| seat.parked_since().is_some_and(|since| now.saturating_sub(since) > PARKED_MS_MAX))
            .map(|(id, _)| *id)
            .collect();
        for id in late {
            self.judge_parked(id, true);
        }
        self.end_quiet_sessions(now, out);
        self.flush_presence(out);
    }

    /// A notice for every reader of this document (a version was frozen).
    pub fn announce(&mut self, json: String, out: &mut Vec<Effect>) {
        out.push(Effect::Broadcast(ServerMessage::Notice(json)));
    }

    /// Words that were taken out in the past and are being read now: whoever puts them back is not their author.
    pub fn remember(&mut self, removals: Vec<Removal>) {
        for removal in removals {
            self.authors.removals.remember(removal);
        }
    }

    fn may_answer(&self) -> bool {
        self.under_way.is_none() && !self.reloading
    }

    fn enqueue(&mut self, id: SeatId, update: Bytes, is_last: bool, now: Timestamp, out: &mut Vec<Effect>) {
        let Some(seat) = self.seats.get_mut(&id) else { return };
        let turn = seat.take_turn();
        let (person, writable) = (seat.person.clone(), seat.writable);
        if self.queue_bytes + update.len() + WAITING_OVERHEAD > QUEUE_MAX {
            return self.refuse(id, Some(turn), ErrorCode::Overloaded, out);
        }
        self.queue_bytes += update.len() + WAITING_OVERHEAD;
        let queued = Queued {
            seat: id,
            person,
            writable,
            turn,
            update,
            is_last,
            looked: false,
            received: now,
            claims: Vec::new(),
            item_taken: false,
        };
        self.queue.push_back(queued);
    }

    fn answer(&mut self, id: SeatId, turn: Turn, stored: bool, out: &mut Vec<Effect>) {
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
    fn refuse(&mut self, id: SeatId, turn: Option<Turn>, code: ErrorCode, out: &mut Vec<Effect>) {
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

    fn serve_step1(&mut self, out: &mut Vec<Effect>) {
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

    fn requeue(&mut self, queued: Vec<Queued>) {
        for queued in queued.into_iter().rev() {
            self.queue_bytes += queued.weight();
            self.queue.push_front(queued);
        }
    }

    fn poisoned(&mut self, out: &mut Vec<Effect>) {
        if self.health == Health::Careful && !self.reloading {
            self.health = Health::Quarantined;
            self.reloading = true;
            return out.push(Effect::Quarantine { generation: self.generation, head: self.head });
        }
        if self.health == Health::Well {
            self.health = Health::Careful;
        }
        self.reload(out);
    }

    fn reload(&mut self, out: &mut Vec<Effect>) {
        if !self.reloading {
            self.reloading = true;
            out.push(Effect::Reload);
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
