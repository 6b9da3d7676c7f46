//! One thread with many documents: takes inputs, lets the cores decide, carries out their effects.
//!
//! Never blocks: loading, looking and compacting run on blocking threads, commits on the journal's. Each turn takes what
//! has gathered, then asks for the commits of all documents that changed, in one go, as often as [`pace`] allows. [`upkeep`] does
//! what time asks for.

mod pace;
#[cfg(test)]
mod tests;
mod upkeep;

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use samenbeeld_schema::ids::{DocumentId, DocumentKind, PersonId};
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_store::{Append, Outcome, StoreError};
use tokio::sync::{mpsc, oneshot};

use self::pace::Pace;
use super::Timestamp;
use super::authors::Removal;
use super::core::{Committed, Effect};
use super::entry::{Arrival, Entry, Live, Sink};
use super::load::{self, LoadError, Ready};
use super::presence::Households;
use super::restore::{RestorePoint, RestorePoints};
use super::roots::DocumentRoots;
use super::seat::SeatId;
use crate::access::ticket::Issued;
use crate::clock::Clock;
use crate::socket::outbox::Unwritten;
use crate::vault::{Vault, VaultError};
use crate::wire::{ClientMessage, ServerMessage};

/// Inputs that may wait for a shard; a socket whose shard is busy waits, and with it its reader.
pub const INBOX: usize = 4096;
/// Presence and housekeeping run at this pace (docs/protocol.md A3).
const TICK: Duration = Duration::from_millis(80);

/// What a shard is asked.
pub enum Request {
    Join {
        document: Arc<DocumentId>,
        households: Arc<Households>,
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
    /// Words that were taken out in the past are being read.
    Remember {
        document: Arc<DocumentId>,
        removals: Vec<Removal>,
    },
    /// Close every socket, finish what is under way, put all away.
    Stop {
        done: oneshot::Sender<()>,
    },
}

/// What comes back from blocking threads. Bounded by nature: each document has at most one of each under way.
enum Returned {
    Loaded(Arc<DocumentId>, Result<Box<Ready>, LoadError>),
    Committed(Vec<Arc<DocumentId>>, Result<Vec<Outcome>, StoreError>),
    Looked(Arc<DocumentId>, Result<u64, VaultError>),
    Compacted(Arc<DocumentId>, Compaction),
    RestorePoint(Arc<DocumentId>, PersonId, Option<RestorePoint>),
}

/// What became of a snapshot.
struct Compaction {
    taken: bool,
    /// Up to where the store's snapshot goes now.
    snapshot: Option<u64>,
}

/// Room for returns; the journal's thread waits when a shard is this far behind.
const RETURNS: usize = 4096;

struct Shard {
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    restore_points: Arc<dyn RestorePoints>,
    entries: HashMap<Arc<DocumentId>, Entry>,
    returns: mpsc::Sender<Returned>,
    /// Documents with edits to commit.
    dirty: HashSet<Arc<DocumentId>>,
    ticking: HashSet<Arc<DocumentId>>,
    effects: Vec<Effect>,
    unwritten: Unwritten,
    pace: Pace,
    ticks: u64,
    stopping: Option<oneshot::Sender<()>>,
}

/// Runs a shard until it was asked to stop. Call it on a thread of its own, in a current-thread runtime.
pub async fn run(
    vault: Arc<Vault>,
    clock: Arc<dyn Clock>,
    restore_points: Arc<dyn RestorePoints>,
    mut inbox: mpsc::Receiver<Request>,
) {
    let (returns, mut returned) = mpsc::channel(RETURNS);
    let pace = Pace::new(clock.now());
    let mut shard = Shard {
        vault,
        clock,
        restore_points,
        entries: HashMap::new(),
        returns,
        dirty: HashSet::new(),
        ticking: HashSet::new(),
        effects: Vec::new(),
        unwritten: Unwritten::default(),
        pace,
        ticks: 0,
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
            Request::Join { document, households, self_room, seat, person, writable, ticket, sink } => {
                if self.stopping.is_some() {
                    return sink.outbox.close(ErrorCode::Restarting);
                }
                if !self.entries.contains_key(&document) {
                    let roots = DocumentRoots::new(document.kind.clone(), self_room);
                    self.entries.insert(document.clone(), Entry::loading(&document, roots.clone(), households));
                    self.start_load(document.clone(), roots, None);
                }
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

    fn returned(&mut self, returned: Returned) {
        match returned {
            Returned::Loaded(document, Ok(ready)) => {
                let Some(entry) = self.entries.get_mut(&document) else { return };
                // An answer to a question of a former life of this document: what lives now has moved on.
                if matches!(&entry.live, Live::Open(core, _) if !core.is_reloading()) {
                    return;
                }
                let early = entry.open(*ready, &mut self.effects);
                let now = self.clock.now();
                if let Live::Open(core, _) = &mut entry.live {
                    for (seat, message) in early {
                        core.message(seat, message, now, &mut self.effects);
                    }
                }
                self.touched(&document);
            }
            Returned::Loaded(document, Err(error)) => {
                tracing::error!(document = %document.kind_label(), error = %error, "a document could not be loaded");
                match error {
                    LoadError::Store(_) => self.drop_document(&document, ErrorCode::StoreUnavailable),
                    // Only this one is damaged: the other documents of its readers' sockets go on.
                    LoadError::Unknown | LoadError::Invalid => self.close_document(&document),
                }
            }
            Returned::Committed(documents, Ok(outcomes)) => {
                for (document, outcome) in documents.iter().zip(outcomes) {
                    let Some(entry) = self.entries.get_mut(document) else { continue };
                    let Live::Open(core, _) = &mut entry.live else { continue };
                    let outcome = match outcome {
                        Outcome::Stored(seq) => Committed::Stored(seq),
                        Outcome::ItemTaken(item, kind) => Committed::ItemTaken(item, kind),
                        _ => Committed::Refused,
                    };
                    core.committed(outcome, &mut self.effects);
                    entry.pay_resyncs(&mut self.effects, &mut self.unwritten);
                    self.touched(document);
                }
            }
            Returned::Committed(documents, Err(error)) => {
                tracing::error!(documents = documents.len(), error = %error, "a commit was not kept; nothing was acknowledged");
                for document in documents {
                    self.drop_document(&document, ErrorCode::StoreUnavailable);
                }
            }
            Returned::Looked(document, Err(error)) => {
                // Whether the store knows more can't be known: nobody is refused for that.
                tracing::error!(document = %document.kind_label(), error = %error, "the store could not be looked at");
                self.drop_document(&document, ErrorCode::StoreUnavailable);
            }
            Returned::Looked(document, Ok(head)) => {
                if let Some(Live::Open(core, _)) = self.entries.get_mut(&document).map(|entry| &mut entry.live) {
                    core.looked(head, &mut self.effects);
                    self.touched(&document);
                }
            }
            Returned::RestorePoint(document, by, made) => {
                let Some(entry) = self.entries.get_mut(&document) else { return };
                let Live::Open(core, _) = &mut entry.live else { return };
                let told = made.map(|RestorePoint { version, told }| {
                    let notice = serde_json::json!({
                        "kind": "restore_point", "version": version, "document": entry.name, "by": by
                    });
                    (told, notice.to_string())
                });
                core.restore_point(told, self.clock.now(), &mut self.effects);
                self.touched(&document);
            }
            Returned::Compacted(document, compaction) => self.compacted(&document, &compaction),
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

    /// Carries out what the core of one document decided, and marks it for this turn's flush.
    fn touched(&mut self, document: &Arc<DocumentId>) {
        self.carry_out(document);
        let Some(entry) = self.entries.get(document) else { return };
        let Live::Open(core, _) = &entry.live else { return };
        if core.wants_flush() {
            self.dirty.insert(document.clone());
        }
        if core.needs_tick() {
            self.ticking.insert(document.clone());
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

    fn flush(&mut self) {
        let mut appends: Vec<(Arc<DocumentId>, Append)> = Vec::new();
        let mut dirty = std::mem::take(&mut self.dirty);
        for document in dirty.drain() {
            let Some(entry) = self.entries.get_mut(&document) else { continue };
            let Live::Open(core, key) = &mut entry.live else { continue };
            core.flush(&mut self.effects);
            let commit = self.effects.iter().position(|effect| matches!(effect, Effect::Commit(_)));
            if let Some(Effect::Commit(commit)) = commit.map(|position| self.effects.remove(position)) {
                match self.vault.seal_commit(key, &document, commit) {
                    Ok(append) => appends.push((document.clone(), append)),
                    Err(error) => {
                        tracing::error!(error = %error, "a commit could not be sealed; nothing was acknowledged");
                        self.effects.clear();
                        self.drop_document(&document, ErrorCode::StoreUnavailable);
                    }
                }
            }
            self.touched(&document);
        }
        // Keep the set's memory for the next turn, but what carrying out marked anew belongs to that turn.
        if self.dirty.is_empty() {
            self.dirty = dirty;
        }
        if !appends.is_empty() {
            self.submit(appends);
        }
    }

    fn submit(&mut self, appends: Vec<(Arc<DocumentId>, Append)>) {
        let (documents, records): (Vec<_>, Vec<_>) = appends.into_iter().unzip();
        let returns = self.returns.clone();
        let reply_to = documents.clone();
        let reply = Box::new(move |result| {
            // The journal's own thread: it may wait for a shard that is behind.
            let _ = returns.blocking_send(Returned::Committed(reply_to, result));
        });
        if self.vault.journal().submit(records, reply).is_err() {
            tracing::error!(documents = documents.len(), "the journal takes nothing more; nothing was acknowledged");
            for document in documents {
                self.drop_document(&document, ErrorCode::StoreUnavailable);
            }
        }
    }

    fn carry_out(&mut self, document: &Arc<DocumentId>) {
        while !self.effects.is_empty() {
            for effect in std::mem::take(&mut self.effects) {
                self.carry_out_one(document, effect);
            }
        }
    }

    fn carry_out_one(&mut self, document: &Arc<DocumentId>, effect: Effect) {
        let Some(entry) = self.entries.get_mut(document) else { return };
        match effect {
            Effect::Send(seat, message) => {
                if let Some(sink) = entry.sinks.get(&seat) {
                    sink.send(&entry.name, &message, &mut self.unwritten);
                }
            }
            Effect::Broadcast(message) => entry.broadcast(&message, self.clock.now(), &mut self.unwritten),
            Effect::Refuse(seat, code) => {
                tracing::info!(code = code.code(), "a seat was refused");
                if let Some(sink) = entry.sinks.remove(&seat) {
                    sink.refuse(&entry.name, code);
                }
            }
            Effect::LookAtStore { .. } => {
                let (vault, returns, document) = (self.vault.clone(), self.returns.clone(), document.clone());
                tokio::task::spawn_blocking(move || {
                    let head = vault.head_of(&document);
                    let _ = returns.blocking_send(Returned::Looked(document, head));
                });
            }
            Effect::Reload => {
                let roots = entry.roots.clone();
                self.start_load(document.clone(), roots, None);
            }
            Effect::Quarantine { generation, head } => {
                tracing::error!(document = %document.kind_label(), "yrs failed again: the document is closed for writing");
                let roots = entry.roots.clone();
                self.start_load(document.clone(), roots, Some((generation, head)));
            }
            Effect::RestorePoint { by } => {
                let (points, returns) = (self.restore_points.clone(), self.returns.clone());
                let document = document.clone();
                tokio::task::spawn_blocking(move || {
                    // What waits for it must never wait for ever.
                    let made = catch_unwind(AssertUnwindSafe(|| points.make(&document))).unwrap_or_default();
                    let _ = returns.blocking_send(Returned::RestorePoint(document, by, made));
                });
            }
            // A commit is taken out by `flush`, right after the core asked for it.
            Effect::Commit(_) => {}
        }
    }

    /// Reads a document, after the store was told that it is closed for writing where it stands, if it is.
    fn start_load(&self, document: Arc<DocumentId>, roots: DocumentRoots, closed_at: Option<(u32, u64)>) {
        let (vault, returns) = (self.vault.clone(), self.returns.clone());
        tokio::task::spawn_blocking(move || {
            if let Some((generation, head)) = closed_at
                && let Err(error) = vault.quarantine(&document, generation, head)
            {
                tracing::error!(error = %error, "that it is closed could not be kept; it holds while it is in memory");
            }
            let ready = load::load(&vault, &document, &roots).map(Box::new);
            let _ = returns.blocking_send(Returned::Loaded(document, ready));
        });
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
