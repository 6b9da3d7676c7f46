//! A document on its shard: the core, who hears it, and what is known of its place in the store.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use samenbeeld_schema::ids::{DocumentId, PersonId};
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_store::seal::DocumentKey;

use super::Timestamp;
use super::core::{Core, Effect};
use super::load::Ready;
use super::presence::Households;
use super::roots::DocumentRoots;
use super::seat::SeatId;
use crate::access::ticket::Issued;
use crate::socket::outbox::{Outbox, Pushed, Unwritten};
use crate::wire::{ClientMessage, Dialect, Frame, ServerMessage, hocuspocus, y_websocket};

/// A reader that lags longer than this is given up (docs/protocol.md S9).
const LAG_MS_MAX: u64 = 30_000;
/// A reader that lags twice within this time is given up too.
const LAG_AGAIN_MS: u64 = 60_000;
/// Messages of one seat that may wait for a load, in bytes.
const EARLY_MAX: usize = 1024 * 1024;

/// Where a seat's messages go.
pub struct Sink {
    pub outbox: Arc<Outbox>,
    pub dialect: Dialect,
    lagging: Lag,
}

#[derive(Clone, Copy, Default)]
struct Lag {
    since: Option<Timestamp>,
    last: Option<Timestamp>,
}

impl Sink {
    pub fn new(outbox: Arc<Outbox>, dialect: Dialect) -> Self {
        Self { outbox, dialect, lagging: Lag::default() }
    }

    /// Sends what must not be lost, with the other writes of this turn.
    pub fn send(&self, name: &str, message: &ServerMessage, unwritten: &mut Unwritten) {
        if let Some(frame) = self.dialect.frame(name, message) {
            self.outbox.push_always(&frame);
            unwritten.add(&self.outbox);
        }
    }

    /// Tells a seat why it is refused. A y-websocket socket has only this document, so it closes.
    pub fn refuse(&self, name: &str, code: ErrorCode) {
        match self.dialect {
            Dialect::Hocuspocus => {
                self.outbox.say(&hocuspocus::encode(name, &ServerMessage::Closed(code.reason())));
            }
            Dialect::YWebsocket => {
                self.outbox.push_always(&y_websocket::denied(&code.reason()));
                self.outbox.close(code);
            }
        }
    }
}

/// Someone who takes a seat.
pub struct Arrival {
    pub seat: SeatId,
    pub person: PersonId,
    pub writable: bool,
    /// Generation and client id of the ticket, when there was one.
    pub ticket: Option<Issued>,
}

pub enum Live {
    /// Being read from the store; who came meanwhile.
    Loading(Vec<Arrival>),
    /// Living, with the key its records are sealed under.
    Open(Box<Core>, Arc<DocumentKey>),
}

pub struct Entry {
    /// The document's name on the wire.
    pub name: String,
    pub roots: DocumentRoots,
    pub live: Live,
    pub sinks: HashMap<SeatId, Sink>,
    pub idle_since: Timestamp,
    /// Up to where the store's snapshot goes, as far as known.
    pub snapshot: Option<u64>,
    /// A snapshot is being made. The entry stays until that came back: whoever loaded the document meanwhile could not know
    /// which snapshot it has.
    pub compacting: bool,
    /// After a snapshot that was not taken: until then none is tried.
    pub rests_until: Timestamp,
    households: Arc<Households>,
    /// Lagging readers whose socket drained while a commit was under way.
    owed: Vec<SeatId>,
    early: Vec<(SeatId, ClientMessage)>,
    early_bytes: HashMap<SeatId, usize>,
}

impl Entry {
    pub fn loading(document: &DocumentId, roots: DocumentRoots, households: Arc<Households>) -> Self {
        Self {
            name: document.to_string(),
            roots,
            live: Live::Loading(Vec::new()),
            sinks: HashMap::new(),
            idle_since: 0,
            snapshot: None,
            compacting: false,
            rests_until: 0,
            households,
            owed: Vec::new(),
            early: Vec::new(),
            early_bytes: HashMap::new(),
        }
    }

    /// Who lives where, as it is now: somebody may have moved since the document was read.
    pub fn live_in(&mut self, households: Arc<Households>, out: &mut Vec<Effect>) {
        if let Live::Open(core, _) = &mut self.live {
            core.live_in(households.clone(), out);
        }
        self.households = households;
    }

    /// A message that came while the document is read; bounded, or its socket closes.
    pub fn wait(&mut self, seat: SeatId, message: ClientMessage) {
        let waiting = self.early_bytes.entry(seat).or_default();
        *waiting += message.weight();
        if *waiting > EARLY_MAX {
            if let Some(sink) = self.sinks.get(&seat) {
                sink.outbox.close(ErrorCode::Overloaded);
            }
            return;
        }
        self.early.push((seat, message));
    }

    /// The document was read: opens it, or puts what was read in the place of what is in memory. Returns what waited.
    pub fn open(&mut self, ready: Ready, effects: &mut Vec<Effect>) -> Vec<(SeatId, ClientMessage)> {
        self.has_snapshot(ready.snapshot);
        let mut arrivals = Vec::new();
        match &mut self.live {
            Live::Open(core, _) => core.reloaded(ready.loaded, effects),
            Live::Loading(early) => {
                let core = Core::new(self.roots.clone(), self.households.clone(), ready.loaded);
                arrivals = std::mem::take(early);
                self.live = Live::Open(Box::new(core), ready.key);
            }
        }
        for arrival in arrivals {
            self.seat(arrival);
        }
        self.early_bytes.clear();
        std::mem::take(&mut self.early)
    }

    /// The store has a snapshot up to here; an older one is no news.
    pub fn has_snapshot(&mut self, up_to: Option<u64>) {
        self.snapshot = self.snapshot.max(up_to);
    }

    /// Records after the snapshot.
    pub fn tail(&self) -> u64 {
        match &self.live {
            Live::Open(core, _) => core.head().saturating_sub(self.snapshot.unwrap_or_default()),
            Live::Loading(_) => 0,
        }
    }

    /// Seats someone at the open document, or keeps them until it is read. A ticket of an older generation is refused
    /// (docs/protocol.md C3).
    pub fn seat(&mut self, arrival: Arrival) {
        match &mut self.live {
            Live::Loading(early) => early.push(arrival),
            Live::Open(core, _) if arrival.ticket.is_some_and(|ticket| ticket.generation != core.generation()) => {
                if let Some(sink) = self.sinks.remove(&arrival.seat) {
                    sink.refuse(&self.name, ErrorCode::GenerationGone);
                }
            }
            Live::Open(core, _) => {
                core.join(
                    arrival.seat,
                    arrival.person,
                    arrival.writable,
                    arrival.ticket.map(|ticket| ticket.client_id),
                );
            }
        }
    }

    /// One frame per dialect, the same bytes for everyone.
    pub fn broadcast(&mut self, message: &ServerMessage, now: Timestamp, unwritten: &mut Unwritten) {
        let mut frames: [Option<Option<Frame>>; 2] = [None, None];
        let replaceable = matches!(message, ServerMessage::Update(_));
        for sink in self.sinks.values_mut() {
            if replaceable && sink.lagging.since.is_some() {
                continue;
            }
            let dialect = sink.dialect;
            let name = &self.name;
            let frame = frames[dialect as usize].get_or_insert_with(|| dialect.frame(name, message));
            let Some(frame) = frame else { continue };
            if !replaceable {
                sink.outbox.push_always(frame);
                unwritten.add(&sink.outbox);
                continue;
            }
            match sink.outbox.push(frame) {
                Pushed::Taken => unwritten.add(&sink.outbox),
                Pushed::Full => {
                    let again = sink.lagging.last.is_some_and(|last| now.saturating_sub(last) < LAG_AGAIN_MS);
                    sink.lagging = Lag { since: Some(now), last: Some(now) };
                    if again {
                        sink.outbox.give_up(ErrorCode::Overloaded);
                    }
                }
            }
        }
    }

    /// A lagging reader's socket drained: the whole state in one frame, known parts included.
    pub fn resync(&mut self, seat: SeatId, effects: &mut Vec<Effect>, unwritten: &mut Unwritten) {
        let Some(sink) = self.sinks.get_mut(&seat) else { return };
        if sink.lagging.since.is_none() {
            return;
        }
        let Live::Open(core, _) = &mut self.live else { return };
        let whole: Option<Bytes> = core.whole(effects);
        // While a commit is under way the resync waits for it: the broadcast after the commit brings only its own part.
        match whole {
            Some(whole) => {
                sink.lagging.since = None;
                sink.send(&self.name, &ServerMessage::Update(whole), unwritten);
            }
            None if !self.owed.contains(&seat) => self.owed.push(seat),
            None => {}
        }
    }

    /// Pays the resyncs that waited for a commit.
    pub fn pay_resyncs(&mut self, effects: &mut Vec<Effect>, unwritten: &mut Unwritten) {
        for seat in std::mem::take(&mut self.owed) {
            self.resync(seat, effects, unwritten);
        }
    }

    pub fn give_up_laggards(&mut self, now: Timestamp) {
        for sink in self.sinks.values() {
            if sink.lagging.since.is_some_and(|since| now.saturating_sub(since) > LAG_MS_MAX) {
                sink.outbox.give_up(ErrorCode::Overloaded);
            }
        }
    }
}
