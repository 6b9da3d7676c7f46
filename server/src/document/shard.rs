//! One thread with many documents: takes inputs, lets the cores decide, carries out their effects.
//!
//! Never blocks: loading, looking and compacting run on blocking threads, commits on the journal's. Each turn takes what
//! has gathered, then asks for the commits of all documents that changed, in one go, as often as [`pace`] allows. [`effects`]
//! carries out, [`returned`] takes what comes back, [`upkeep`] does what time asks for.

mod effects;
mod pace;
mod returned;
#[cfg(test)]
mod tests;
mod upkeep;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use samenbeeld_schema::ids::{CaseId, DocumentId, DocumentKind, PersonId};
use samenbeeld_schema::protocol::ErrorCode;
use tokio::sync::{mpsc, oneshot};

use self::pace::Pace;
use self::returned::Returned;
use super::Timestamp;
use super::authors::Removal;
use super::core::Effect;
use super::entry::{Arrival, Entry, Live, Sink};
use super::presence::Homes;
use super::restore::RestorePoints;
use super::roots::DocumentRoots;
use super::seat::SeatId;
use crate::access::ticket::Issued;
use crate::clock::Clock;
use crate::socket::outbox::Unwritten;
use crate::vault::Vault;
use crate::wire::{ClientMessage, ServerMessage};

/// Inputs that may wait for a shard; a socket whose shard is busy waits, and with it its reader.
pub const INBOX: usize = 4096;
/// Presence and housekeeping run at this pace (docs/protocol.md A3).
const TICK: Duration = Duration::from_millis(80);

/// What a shard is asked.
pub enum Request {
    Join {
        document: Arc<DocumentId>,
        self_room: bool,
        seat: SeatId,
        person: PersonId,
        writable: bool,
        /// What the ticket named, when there was one.
        ticket: Option<Issued>,
        sink: Sink,
    },
    Message {
        document: Arc<DocumentId>,
        seat: SeatId,
        message: ClientMessage,
    },
    Leave {
        document: Arc<DocumentId>,
        seat: SeatId,
    },
    /// The socket of these seats drained after it had been full.
    Drained {
        seats: Vec<(Arc<DocumentId>, SeatId)>,
    },
    JoinWriting {
        document: Arc<DocumentId>,
        text: String,
        person: PersonId,
        fresh_id: String,
        reply: oneshot::Sender<Result<String, ErrorCode>>,
    },
    LeaveWriting {
        document: Arc<DocumentId>,
        session: String,
        person: PersonId,
        reply: oneshot::Sender<()>,
    },
    Announce {
        document: Arc<DocumentId>,
        json: String,
    },
    /// Somebody of a case moved.
    Moved {
        case: CaseId,
    },
    /// Words that were taken out in the past are being read.
    Remember {
        document: Arc<DocumentId>,
        removals: Vec<Removal>,
    },
    /// Nobody writes this document any more: its sockets close, and when what is under way is on disk `done` hears.
    Close {
        document: Arc<DocumentId>,
        done: oneshot::Sender<()>,
    },
    /// Close every socket, finish what is under way, put all away.
    Stop {
        done: oneshot::Sender<()>,
    },
}

/// Room for returns; the journal's thread waits when a shard is this far behind.
const RETURNS: usize = 4096;

struct Shard {
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    restore_points: Arc<dyn RestorePoints>,
    homes: Arc<dyn Homes>,
    entries: HashMap<Arc<DocumentId>, Entry>,
    returns: mpsc::Sender<Returned>,
    /// Documents with edits to commit.
    dirty: HashSet<Arc<DocumentId>>,
    ticking: HashSet<Arc<DocumentId>>,
    effects: Vec<Effect>,
    unwritten: Unwritten,
    pace: Pace,
    ticks: u64,
    /// Documents that nobody writes any more, whatever a seat was admitted to before.
    closed: HashSet<Arc<DocumentId>>,
    /// Of which something is still under way.
    closing: Vec<(Arc<DocumentId>, oneshot::Sender<()>)>,
    stopping: Option<oneshot::Sender<()>>,
}

/// Runs a shard until it was asked to stop. Call it on a thread of its own, in a current-thread runtime.
pub async fn run(
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    restore_points: Arc<dyn RestorePoints>,
    homes: Arc<dyn Homes>,
    mut inbox: mpsc::Receiver<Request>,
) {
    let (returns, mut returned) = mpsc::channel(RETURNS);
    let pace = Pace::new(clock.now());
    let mut shard = Shard {
        vault,
        clock,
        restore_points,
        homes,
        entries: HashMap::new(),
        returns,
        dirty: HashSet::new(),
        ticking: HashSet::new(),
        effects: Vec::new(),
        unwritten: Unwritten::default(),
        pace,
        ticks: 0,
        closed: HashSet::new(),
        closing: Vec::new(),
        stopping: None,
    };
    let mut tick = tokio::time::interval(TICK);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut requests = Vec::with_capacity(256);
    // While edits wait for company: until when at most.
    let mut rest = None;
    loop {
        tokio::select! {
            biased;
            Some(first) = returned.recv() => shard.returned(first),
            count = inbox.recv_many(&mut requests, 256) => if count == 0 { break },
            _ = tick.tick() => shard.tick(),
            () = tokio::time::sleep(rest.unwrap_or_default()), if rest.is_some() => {}
        }
        while let Ok(more) = returned.try_recv() {
            shard.returned(more);
        }
        let now = shard.clock.now();
        for request in requests.drain(..) {
            shard.request(request, now);
        }
        rest = shard.rest();
        if rest.is_none() {
            shard.flush();
        }
        shard.finish_closing();
        shard.unwritten.write();
        if shard.is_done() {
            break;
        }
    }
    if let Some(done) = shard.stopping.take() {
        let _ = done.send(());
    }
}

impl Shard {
    fn request(&mut self, request: Request, now: Timestamp) {
        match request {
            Request::Join { document, self_room, seat, person, writable, ticket, sink } => {
                if self.stopping.is_some() {
                    return sink.outbox.close(ErrorCode::Restarting);
                }
                if !self.entries.contains_key(&document) {
                    let roots = DocumentRoots::new(document.kind.clone(), self_room);
                    let households = self.homes.of(&document.case);
                    self.entries.insert(document.clone(), Entry::loading(&document, roots.clone(), households));
                    self.start_load(document.clone(), roots, None);
                }
                // Who was admitted before it was closed reads, and no more.
                let writable = writable && !self.closed.contains(&document);
                let Some(entry) = self.entries.get_mut(&document) else { return };
                entry.sinks.insert(seat, sink);
                entry.seat(Arrival { seat, person, writable, ticket });
                if let Some(sink) = entry.sinks.get(&seat) {
                    sink.send(&entry.name, &ServerMessage::Welcome { writable }, &mut self.unwritten);
                }
            }
            Request::Message { document, seat, message } => {
                let Some(entry) = self.entries.get_mut(&document) else { return };
                match &mut entry.live {
                    Live::Open(core, _) => core.message(seat, message, now, &mut self.effects),
                    Live::Loading(_) => return entry.wait(seat, message),
                }
                self.touched(&document);
            }
            Request::Leave { document, seat } => self.leave(&document, seat, now),
            Request::Drained { seats } => {
                for (document, seat) in seats {
                    self.resync(&document, seat);
                }
            }
            Request::JoinWriting { document, text, person, fresh_id, reply } => {
                let answer = match self.entries.get_mut(&document).map(|entry| &mut entry.live) {
                    Some(Live::Open(core, _)) if core.seats().any(|(_, seated)| *seated == person) => core
                        .join_writing(&text, &person, fresh_id, now, &mut self.effects)
                        .map_err(|_| ErrorCode::TooMany),
                    // One writes where one sits: without a seat at the document there is no session to join.
                    _ => Err(ErrorCode::NotFound),
                };
                let _ = reply.send(answer);
                self.touched(&document);
            }
            Request::LeaveWriting { document, session, person, reply } => {
                if let Some(Live::Open(core, _)) = self.entries.get_mut(&document).map(|entry| &mut entry.live) {
                    core.leave_writing(&session, &person, &mut self.effects);
                }
                let _ = reply.send(());
                self.touched(&document);
            }
            Request::Moved { case } => {
                let households = self.homes.of(&case);
                let moved: Vec<_> = self.entries.keys().filter(|document| document.case == case).cloned().collect();
                for document in moved {
                    if let Some(entry) = self.entries.get_mut(&document) {
                        entry.live_in(households.clone(), &mut self.effects);
                    }
                    self.touched(&document);
                }
            }
            Request::Announce { document, json } => {
                if let Some(Live::Open(core, _)) = self.entries.get_mut(&document).map(|entry| &mut entry.live) {
                    core.announce(json, &mut self.effects);
                }
                self.touched(&document);
            }
            Request::Remember { document, removals } => {
                if let Some(Live::Open(core, _)) = self.entries.get_mut(&document).map(|entry| &mut entry.live) {
                    core.remember(removals);
                }
            }
            Request::Close { document, done } => {
                self.close_for_writing(&document);
                self.closing.push((document, done));
            }
            Request::Stop { done } => {
                for entry in self.entries.values() {
                    for sink in entry.sinks.values() {
                        sink.outbox.close(ErrorCode::Restarting);
                    }
                }
                self.stopping = Some(done);
            }
        }
    }

    fn leave(&mut self, document: &Arc<DocumentId>, seat: SeatId, now: Timestamp) {
        let Some(entry) = self.entries.get_mut(document) else { return };
        entry.sinks.remove(&seat);
        entry.idle_since = now;
        match &mut entry.live {
            Live::Open(core, _) => core.leave(seat, &mut self.effects),
            Live::Loading(early) => early.retain(|arrival| arrival.seat != seat),
        }
        self.touched(document);
    }

    /// Takes everybody's seat: whoever comes back gets one to read. What they sent before goes its way.
    fn close_for_writing(&mut self, document: &Arc<DocumentId>) {
        self.closed.insert(document.clone());
        let Some(entry) = self.entries.get_mut(document) else { return };
        for sink in entry.sinks.values() {
            sink.outbox.close(ErrorCode::RightsChanged);
        }
        let seats: Vec<SeatId> = entry.sinks.drain().map(|(seat, _)| seat).collect();
        match &mut entry.live {
            Live::Open(core, _) => seats.into_iter().for_each(|seat| core.leave(seat, &mut self.effects)),
            Live::Loading(early) => early.clear(),
        }
        self.touched(document);
    }

    /// Tells who closed a document that nothing of it is under way any more.
    fn finish_closing(&mut self) {
        if self.closing.is_empty() {
            return;
        }
        for (document, done) in std::mem::take(&mut self.closing) {
            let quiet = match self.entries.get(&document).map(|entry| &entry.live) {
                Some(Live::Open(core, _)) => core.is_quiet(),
                Some(Live::Loading(_)) | None => true,
            };
            if quiet {
                let _ = done.send(());
            } else {
                self.closing.push((document, done));
            }
        }
    }

    /// How long what waits to be committed may wait for company; `None` when it goes now.
    fn rest(&mut self) -> Option<Duration> {
        if self.dirty.is_empty() || self.stopping.is_some() {
            return None;
        }
        let edits = self.dirty.iter().filter_map(|document| match &self.entries.get(document)?.live {
            Live::Open(core, _) => Some(core.waiting()),
            Live::Loading(_) => None,
        });
        self.pace.go(self.clock.now(), edits.sum()).err().map(Duration::from_millis)
    }

    /// A document that can't be read: its readers are told, nothing else of theirs stops.
    fn close_document(&mut self, document: &Arc<DocumentId>) {
        if let Some(entry) = self.entries.remove(document) {
            for sink in entry.sinks.values() {
                sink.refuse(&entry.name, ErrorCode::DocumentQuarantined);
            }
        }
        self.ticking.remove(document);
    }

    /// What is in memory can't be trusted to be on disk: everyone comes back and reads it from there.
    fn drop_document(&mut self, document: &Arc<DocumentId>, code: ErrorCode) {
        if let Some(entry) = self.entries.remove(document) {
            for sink in entry.sinks.values() {
                sink.outbox.close(code);
            }
        }
        self.ticking.remove(document);
    }

    fn resync(&mut self, document: &Arc<DocumentId>, seat: SeatId) {
        let Some(entry) = self.entries.get_mut(document) else { return };
        entry.resync(seat, &mut self.effects, &mut self.unwritten);
        self.touched(document);
    }

    fn is_done(&self) -> bool {
        self.stopping.is_some()
            && self.entries.values().all(|entry| match &entry.live {
                Live::Open(core, _) => core.is_quiet(),
                Live::Loading(_) => true,
            })
    }
}

/// A document's kind without the person in it: what a log may know.
trait KindLabel {
    fn kind_label(&self) -> &'static str;
}

impl KindLabel for DocumentId {
    fn kind_label(&self) -> &'static str {
        match self.kind {
            DocumentKind::Voice(_) => "voice",
            DocumentKind::Board => "board",
            DocumentKind::Desk => "desk",
        }
    }
}
