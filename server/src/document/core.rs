//! Decides everything one document does (docs/protocol.md S2–S11, G7, C1–C4). Knows no sockets, no clock, no database:
//! each input gives effects, and the shard carries them out.
//!
//! The order that nothing may break: a change is applied, its commit is asked for, and only when the commit is on disk is
//! it sent on and acknowledged. While a commit is under way the next changes gather; nobody is answered from a state that
//! is not on disk.
//!
//! [`queue`] holds the updates that wait, [`judging`] decides about them, [`removals`] whether they take out much of others,
//! [`answers`] says what became of them; [`together`] is about presence and writing sessions.

mod answers;
mod client_ids;
mod judging;
mod queue;
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

pub use self::queue::QUEUE_MAX;

use self::client_ids::ClientIds;
use self::queue::{Queued, UnderWay};
use self::removals::Removals;
use super::Timestamp;
use super::authors::{AuthorRun, Authors, Removal};
use super::content::Content;
use super::presence::{Households, Presence};
use super::roots::DocumentRoots;
use super::seat::{Seat, SeatId};
use super::writing::Writings;
use crate::wire::{ClientMessage, ServerMessage};

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
