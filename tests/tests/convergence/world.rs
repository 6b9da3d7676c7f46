//! The world of a plan: clients, sockets and a server in one thread, with a clock that only events move.
//!
//! The server is the real core over the real vault and a store in memory; this file does for it what the shard does, in
//! virtual time.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use samenbeeld::document::core::{Committed, Core, Effect};
use samenbeeld::document::load;
use samenbeeld::document::presence::Households;
use samenbeeld::document::seat::SeatId;
use samenbeeld::vault::Vault;
use samenbeeld::wire::{ClientMessage, ServerMessage};
use samenbeeld_schema::ids::{CaseId, DocumentId, PersonId, RoomId};
use samenbeeld_store::memory::{Failure, MemoryStore};
use samenbeeld_store::{Append, Outcome, StoreError};

use super::client::Client;
use super::hosted::Hosted;
use super::plan::{Chance, Plan, What, Who};
use super::{Broken, Kind, broken};

const ROOMS: [&str; 3] = ["core", "one", "two"];

enum Event {
    Step(usize),
    Connect { client: usize },
    Join { connection: usize },
    ToServer { connection: usize, document: usize, message: ClientMessage },
    ToClient { connection: usize, document: usize, message: ServerMessage },
    Gone { connection: usize },
    Flush { epoch: u64 },
    Committed { epoch: u64, batch: u64 },
    Looked { epoch: u64, document: usize },
    Loaded { epoch: u64, document: usize },
    Tick { epoch: u64 },
    Up,
}

/// One socket, with the moment its last message each way arrives: nothing overtakes another on the same socket.
struct Connection {
    client: usize,
    epoch: u64,
    client_end: bool,
    server_end: bool,
    /// Nothing that was on its way arrives.
    lost: bool,
    seats: Vec<SeatId>,
    up: u64,
    down: u64,
}

/// How often what happened, so that no run passes because nothing happened.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub commits: usize,
    /// Another node was first.
    pub refused: usize,
    /// The store failed; everyone was sent home.
    pub failed: usize,
    pub crashed_during_commit: usize,
    pub loads: usize,
    pub snapshots: usize,
    pub acks: usize,
    pub gaps: usize,
    pub looks: usize,
    pub roamed: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.commits += other.commits;
        self.refused += other.refused;
        self.failed += other.failed;
        self.crashed_during_commit += other.crashed_during_commit;
        self.loads += other.loads;
        self.snapshots += other.snapshots;
        self.acks += other.acks;
        self.gaps += other.gaps;
        self.looks += other.looks;
        self.roamed += other.roamed;
    }
}

pub struct World<'a> {
    plan: &'a Plan,
    kind: Kind,
    chance: Chance,
    now: u64,
    order: u64,
    queue: BTreeMap<(u64, u64), Event>,
    pub documents: Vec<Hosted>,
    pub clients: Vec<Client>,
    connections: Vec<Connection>,
    pub vault: Vault,
    store: MemoryStore,
    /// Which life of the server this is; what belongs to an earlier one is void.
    epoch: u64,
    is_up: bool,
    next_seat: u64,
    batches: BTreeMap<u64, Vec<(usize, Append)>>,
    flush_waits: bool,
    tick_waits: bool,
    pub tally: Tally,
}

impl<'a> World<'a> {
    pub fn new(plan: &'a Plan, kind: Kind, key_file: &Path) -> anyhow::Result<Self> {
        let store = MemoryStore::new();
        let vault = Vault::open(Arc::new(store.clone()), key_file, Box::new(|| {}))?;
        let case = CaseId::parse("gezin")?;
        let rooms = ROOMS.iter().map(|room| RoomId::parse(room)).collect::<Result<Vec<_>, _>>()?;
        let ids: Vec<DocumentId> = ROOMS
            .iter()
            .take(plan.head.documents)
            .map(|room| DocumentId::parse(&format!("gezin/{room}/board")))
            .collect::<Result<_, _>>()?;
        vault.begin_case(&case, &rooms, &ids)?;
        let opened = vault.open_documents(&ids)?;
        let hosted = ids.iter().zip(opened).enumerate();
        let documents = hosted
            .map(|(index, (id, opened))| {
                let key = opened.ok_or_else(|| anyhow::anyhow!("{id} was not made"))?.key;
                Ok(Hosted::new(id.clone(), index, key))
            })
            .collect::<anyhow::Result<_>>()?;
        let clients = plan.head.clients.iter().map(|who| Client::new(who.clone(), plan.head.documents)).collect();
        Ok(Self {
            plan,
            kind,
            chance: Chance::new(plan.head.seed ^ 0x5a5a),
            now: 0,
            order: 0,
            queue: BTreeMap::new(),
            documents,
            clients,
            connections: Vec::new(),
            vault,
            store,
            epoch: 0,
            is_up: true,
            next_seat: 1,
            batches: BTreeMap::new(),
            flush_waits: false,
            tick_waits: false,
            tally: Tally::default(),
        })
    }

    /// Carries out the plan, then lets everyone come back and finish.
    pub fn run(&mut self) -> Result<(), Broken> {
        for (index, step) in self.plan.steps.iter().enumerate() {
            self.at(step.at, Event::Step(index));
        }
        for client in 0..self.clients.len() {
            self.after(20, Event::Connect { client });
        }
        self.drain()?;
        self.store.reopen();
        for client in 0..self.clients.len() {
            self.clients[client].wants_online = true;
            self.after(50, Event::Connect { client });
        }
        self.drain()?;
        // What another node stored last is known here with the next commit.
        for document in 0..self.documents.len() {
            let (root, key) = (0, 0);
            self.step(&What::Set { client: 0, document, root, key, value: "slot".into() })?;
        }
        self.drain()
    }

    /// Someone who was never there comes and reads.
    pub fn newcomer(&mut self) -> Result<&Client, Broken> {
        let person = "marloes".to_owned();
        let who = Who { person, id: 800_000, writes: false, hasty: false, redelivers: false, keeps_deleted: false };
        let client = self.clients.len();
        self.clients.push(Client::new(who, self.documents.len()));
        self.after(1, Event::Connect { client });
        self.drain()?;
        Ok(&self.clients[client])
    }

    fn at(&mut self, at: u64, event: Event) {
        self.order += 1;
        self.queue.insert((at, self.order), event);
    }
    /// Somewhere within the next so many milliseconds.
    fn after(&mut self, within: u64, event: Event) {
        let at = self.now + self.chance.below(within) + 1;
        self.at(at, event);
    }

    fn drain(&mut self) -> Result<(), Broken> {
        // Far more than any plan needs: an endless exchange is a finding, not a hang.
        for _ in 0..2_000_000 {
            let Some(((at, _), event)) = self.queue.pop_first() else { return Ok(()) };
            self.now = at;
            self.happens(event)?;
        }
        Err(broken("S7", "it never comes to rest".to_owned()))
    }

    fn happens(&mut self, event: Event) -> Result<(), Broken> {
        let plan = self.plan;
        match event {
            Event::Step(index) => self.step(&plan.steps[index].what),
            Event::Connect { client } => {
                self.connect(client);
                Ok(())
            }
            Event::Join { connection } => {
                self.join(connection);
                Ok(())
            }
            Event::ToServer { connection, document, message } => self.to_server(connection, document, message),
            Event::ToClient { connection, document, message } => {
                if !self.connections[connection].client_end {
                    return Ok(());
                }
                let client = self.connections[connection].client;
                for answer in self.clients[client].hears(document, &message)? {
                    self.send_up(connection, document, answer);
                }
                Ok(())
            }
            Event::Gone { connection } => self.gone(connection),
            Event::Flush { epoch } if epoch == self.epoch => self.flush(),
            Event::Committed { epoch, batch } if epoch == self.epoch => self.committed(batch),
            Event::Looked { epoch, document } if epoch == self.epoch => {
                let head = self.documents[document].oracle.head;
                self.with_core(document, |core, out| core.looked(head, out))
            }
            Event::Loaded { epoch, document } if epoch == self.epoch => self.loaded(document),
            Event::Tick { epoch } if epoch == self.epoch => {
                self.tick_waits = false;
                let now = self.now;
                (0..self.documents.len())
                    .try_for_each(|document| self.with_core(document, |core, out| core.tick(now, out)))
            }
            Event::Up => {
                self.is_up = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn step(&mut self, what: &What) -> Result<(), Broken> {
        match what {
            What::Offline { client } => {
                self.clients[*client].wants_online = false;
                self.cut(*client, true);
            }
            What::Online { client } => {
                self.clients[*client].wants_online = true;
                self.connect(*client);
            }
            What::Cut { client, arrives } => self.cut(*client, *arrives),
            What::Crash { kept, down } => self.crash(*kept, *down)?,
            What::StoreFails { kept } => self.store.fail_next_commit(match kept {
                true => Failure::After(StoreError::Full),
                false => Failure::Before(StoreError::Full),
            }),
            What::Elsewhere { document, words } => {
                // The failure that waits is for our own commit, not for the other node's.
                let hosted = &mut self.documents[*document];
                hosted.oracle.catch_up(&self.vault, &hosted.id)?;
                self.store.reopen();
                hosted.write_elsewhere(&self.vault, words)?;
            }
            What::Compact { document } => self.compact(*document)?,
            What::Roam { client, document } => self.roam(*client, *document)?,
            What::Insert { client, .. }
            | What::Delete { client, .. }
            | What::Restore { client, .. }
            | What::Set { client, .. }
            | What::Unset { client, .. }
            | What::Repeat { client, .. }
            | What::Reopen { client, .. } => {
                let said = self.clients[*client].does(what);
                if let (Some((document, message)), Some(connection)) = (said, self.clients[*client].connection) {
                    self.send_up(connection, document, message);
                }
            }
        }
        Ok(())
    }

    /// Another node, with a core of its own over the same store, takes what the device has and gives it the rest.
    fn roam(&mut self, client: usize, document: usize) -> Result<(), Broken> {
        self.cut(client, true);
        self.store.reopen();
        let (hosted, device) = (&mut self.documents[document], &mut self.clients[client]);
        let ready = load::load(&self.vault, &hosted.id, &hosted.roots).map_err(|e| broken("S4", e.to_string()))?;
        let mut node = Core::new(hosted.roots.clone(), Arc::new(Households::new()), ready.loaded);
        let person = PersonId::parse(&device.who.person).map_err(|e| broken("C2", e.to_string()))?;
        let seat = SeatId(0);
        node.join(seat, person, device.who.writes);
        let mut effects = Vec::new();
        node.message(seat, device.offers(document, &node.state_vector())?, self.now, &mut effects);
        node.flush(&mut effects);
        let commit = effects.iter().position(|effect| matches!(effect, Effect::Commit(_)));
        if let Some(Effect::Commit(commit)) = commit.map(|position| effects.remove(position)) {
            let head = commit.expected_head + 1;
            let append = self.vault.seal_commit(&hosted.key, &hosted.id, commit);
            let append = append.map_err(|e| broken("S4", e.to_string()))?;
            let outcome = self.vault.store().commit(&[append]).map_err(|e| broken("S4", e.to_string()))?;
            if outcome != [Outcome::Stored(head)] {
                return Err(broken("S4", format!("another node could not store: {outcome:?}")));
            }
            hosted.oracle.catch_up(&self.vault, &hosted.id)?;
            node.committed(Committed::Stored(head), &mut effects);
        }
        node.message(seat, device.asks(document), self.now, &mut effects);
        for effect in effects {
            match effect {
                Effect::Send(_, message @ (ServerMessage::Step2(_) | ServerMessage::SyncStatus(_))) => {
                    device.hears(document, &message)?;
                }
                Effect::Refuse(_, code) => return Err(broken("S11", format!("refused elsewhere: {}", code.code()))),
                _ => {}
            }
        }
        self.tally.roamed += 1;
        Ok(())
    }

    // Sockets.

    fn connect(&mut self, client: usize) {
        let who = &self.clients[client];
        if who.connection.is_some() || !who.wants_online {
            return;
        }
        if !self.is_up {
            return self.after(500, Event::Connect { client });
        }
        let connection = self.connections.len();
        self.connections.push(Connection {
            client,
            epoch: self.epoch,
            client_end: true,
            server_end: false,
            lost: false,
            seats: Vec::new(),
            up: self.now,
            down: self.now,
        });
        self.clients[client].connection = Some(connection);
        self.on_the_way_up(connection, Event::Join { connection });
        for (document, message) in self.clients[client].connected() {
            self.send_up(connection, document, message);
        }
    }

    fn send_up(&mut self, connection: usize, document: usize, message: ClientMessage) {
        self.on_the_way_up(connection, Event::ToServer { connection, document, message });
    }

    fn on_the_way_up(&mut self, connection: usize, event: Event) {
        let delay = self.delay();
        let socket = &mut self.connections[connection];
        socket.up = socket.up.max(self.now + delay);
        let at = socket.up;
        self.at(at, event);
    }

    fn send_down(&mut self, connection: usize, document: usize, message: ServerMessage) {
        let delay = self.delay();
        let socket = &mut self.connections[connection];
        socket.down = socket.down.max(self.now + delay);
        let at = socket.down;
        self.at(at, Event::ToClient { connection, document, message });
    }

    /// Mostly quick, sometimes a train in a tunnel.
    fn delay(&mut self) -> u64 {
        if self.chance.one_in(20) { self.chance.below(1_500) } else { self.chance.below(40) }
    }

    /// The client's end of its socket is gone; the server notices later.
    fn cut(&mut self, client: usize, arrives: bool) {
        let Some(connection) = self.clients[client].connection else { return };
        self.clients[client].disconnected();
        self.connections[connection].client_end = false;
        if arrives {
            self.on_the_way_up(connection, Event::Gone { connection });
        } else {
            self.connections[connection].lost = true;
            self.after(3, Event::Gone { connection });
        }
        self.after(400, Event::Connect { client });
    }

    /// The server's end is gone: it closed the socket, or died.
    fn close(&mut self, connection: usize) {
        self.connections[connection].server_end = false;
        let client = self.connections[connection].client;
        if self.connections[connection].client_end {
            self.connections[connection].client_end = false;
            self.clients[client].disconnected();
            self.after(400, Event::Connect { client });
        }
    }

    fn gone(&mut self, connection: usize) -> Result<(), Broken> {
        let socket = &mut self.connections[connection];
        if !std::mem::take(&mut socket.server_end) || socket.epoch != self.epoch {
            return Ok(());
        }
        let seats = socket.seats.clone();
        for (document, seat) in seats.into_iter().enumerate() {
            self.documents[document].seats.remove(&seat);
            self.documents[document].early_seats.retain(|(early, ..)| *early != seat);
            self.with_core(document, |core, out| core.leave(seat, out))?;
        }
        Ok(())
    }

    // The server.

    fn join(&mut self, connection: usize) {
        let socket = &self.connections[connection];
        if socket.epoch != self.epoch || socket.lost {
            return;
        }
        self.connections[connection].server_end = true;
        let who = &self.clients[self.connections[connection].client].who;
        let Ok(person) = PersonId::parse(&who.person) else { return };
        let writes = who.writes;
        for document in 0..self.documents.len() {
            let seat = SeatId(self.next_seat);
            self.next_seat += 1;
            self.connections[connection].seats.push(seat);
            let hosted = &mut self.documents[document];
            hosted.seats.insert(seat, (connection, Default::default()));
            match &mut hosted.core {
                Some(core) => core.join(seat, person.clone(), writes),
                None => hosted.early_seats.push((seat, person.clone(), writes)),
            }
            if hosted.core.is_none() {
                self.start_load(document);
            }
        }
    }

    fn to_server(&mut self, connection: usize, document: usize, message: ClientMessage) -> Result<(), Broken> {
        let socket = &self.connections[connection];
        let Some(seat) = socket.seats.get(document).copied() else { return Ok(()) };
        if !socket.server_end || socket.lost || socket.epoch != self.epoch {
            return Ok(());
        }
        let hosted = &mut self.documents[document];
        if let (ClientMessage::Update(update) | ClientMessage::Step2(update), Some((_, owed))) =
            (&message, hosted.seats.get_mut(&seat))
        {
            owed.push_back(update.clone());
        }
        if hosted.core.is_none() {
            hosted.early.push((seat, message));
            return Ok(());
        }
        let now = self.now;
        self.with_core(document, |core, out| core.message(seat, message, now, out))
    }

    fn with_core(&mut self, document: usize, act: impl FnOnce(&mut Core, &mut Vec<Effect>)) -> Result<(), Broken> {
        let mut effects = Vec::new();
        if let Some(core) = &mut self.documents[document].core {
            act(core, &mut effects);
        }
        self.carry_out(document, effects)
    }

    fn carry_out(&mut self, document: usize, effects: Vec<Effect>) -> Result<(), Broken> {
        for effect in effects {
            match effect {
                Effect::Send(seat, message) => {
                    self.tally.acks += usize::from(matches!(message, ServerMessage::SyncStatus(true)));
                    let hosted = &mut self.documents[document];
                    hosted.check(Some(seat), &message)?;
                    if let Some((connection, _)) = hosted.seats.get(&seat) {
                        let connection = *connection;
                        self.send_down(connection, document, message);
                    }
                }
                Effect::Broadcast(message) => {
                    let hosted = &mut self.documents[document];
                    hosted.check(None, &message)?;
                    let to: Vec<usize> = hosted.seats.values().map(|(connection, _)| *connection).collect();
                    for connection in to {
                        self.send_down(connection, document, message.clone());
                    }
                }
                Effect::Refuse(_, code) => {
                    return Err(broken("S11", format!("an honest client was refused: {}", code.code())));
                }
                Effect::LookAtStore { .. } => {
                    self.tally.looks += 1;
                    let epoch = self.epoch;
                    self.after(30, Event::Looked { epoch, document });
                }
                Effect::Reload => self.start_load(document),
                Effect::Commit(_) => return Err(broken("S4", "a commit outside the flush".to_owned())),
            }
        }
        let Some(core) = &self.documents[document].core else { return Ok(()) };
        let (flush, tick, epoch) = (core.wants_flush(), core.needs_tick(), self.epoch);
        // Outside a session only a parked gap needs the clock.
        self.tally.gaps += usize::from(tick);
        if flush && !std::mem::replace(&mut self.flush_waits, true) {
            self.after(12, Event::Flush { epoch });
        }
        if tick && !std::mem::replace(&mut self.tick_waits, true) {
            self.after(2_000, Event::Tick { epoch });
        }
        Ok(())
    }

    fn start_load(&mut self, document: usize) {
        let hosted = &mut self.documents[document];
        if !std::mem::replace(&mut hosted.loading, true) {
            let epoch = self.epoch;
            self.after(60, Event::Loaded { epoch, document });
        }
    }

    fn loaded(&mut self, document: usize) -> Result<(), Broken> {
        let mut effects = Vec::new();
        let hosted = &mut self.documents[document];
        if !hosted.loading {
            return Ok(());
        }
        let ready = load::load(&self.vault, &hosted.id, &hosted.roots).map_err(|e| broken("S4", e.to_string()))?;
        if ready.loaded.head != hosted.oracle.head || !hosted.oracle.equals(&ready.loaded.state)? {
            return Err(broken("S4", "what is read back is not what was stored".to_owned()));
        }
        hosted.open(ready, &mut effects);
        self.tally.loads += 1;
        let (early, now) = (std::mem::take(&mut hosted.early), self.now);
        self.carry_out(document, effects)?;
        for (seat, message) in early {
            self.with_core(document, |core, out| core.message(seat, message, now, out))?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Broken> {
        self.flush_waits = false;
        let mut appends = Vec::new();
        for document in 0..self.documents.len() {
            let mut effects = Vec::new();
            let hosted = &mut self.documents[document];
            let Some(core) = &mut hosted.core else { continue };
            core.flush(&mut effects);
            let commit = effects.iter().position(|effect| matches!(effect, Effect::Commit(_)));
            if let Some(Effect::Commit(commit)) = commit.map(|position| effects.remove(position)) {
                let head = commit.expected_head + 1;
                let sealed = self.vault.seal_commit(&hosted.key, &hosted.id, commit);
                appends.push((document, sealed.map_err(|e| broken("S4", e.to_string()))?));
                if self.kind == Kind::PromisesTooEarly {
                    core.committed(Committed::Stored(head), &mut effects);
                }
            }
            self.carry_out(document, effects)?;
        }
        if !appends.is_empty() {
            let (epoch, batch) = (self.epoch, self.order);
            self.batches.insert(batch, appends);
            let slow = if self.chance.one_in(10) { 600 } else { 25 };
            self.after(slow, Event::Committed { epoch, batch });
        }
        Ok(())
    }

    fn committed(&mut self, batch: u64) -> Result<(), Broken> {
        let Some(batch) = self.batches.remove(&batch) else { return Ok(()) };
        let (documents, appends): (Vec<usize>, Vec<Append>) = batch.into_iter().unzip();
        let result = self.vault.store().commit(&appends);
        for document in &documents {
            let hosted = &mut self.documents[*document];
            hosted.oracle.catch_up(&self.vault, &hosted.id)?;
        }
        match result {
            Ok(outcomes) => {
                for (document, outcome) in documents.into_iter().zip(outcomes) {
                    let outcome = match outcome {
                        Outcome::Stored(seq) => {
                            self.tally.commits += 1;
                            Committed::Stored(seq)
                        }
                        _ => {
                            self.tally.refused += 1;
                            Committed::Refused
                        }
                    };
                    self.with_core(document, |core, out| core.committed(outcome, out))?;
                }
            }
            // What became of it is not known: everyone comes back and reads it from the store.
            Err(_) => {
                self.tally.failed += 1;
                documents.into_iter().try_for_each(|document| self.drop_document(document))?;
            }
        }
        Ok(())
    }

    fn drop_document(&mut self, document: usize) -> Result<(), Broken> {
        let connections: Vec<usize> =
            self.documents[document].seats.values().map(|(connection, _)| *connection).collect();
        for connection in connections {
            // The socket closes, and with it the seats at the other documents.
            self.gone(connection)?;
            self.close(connection);
        }
        self.documents[document].forget();
        Ok(())
    }

    fn crash(&mut self, kept: bool, down: u64) -> Result<(), Broken> {
        for (_, batch) in std::mem::take(&mut self.batches) {
            self.tally.crashed_during_commit += 1;
            if kept {
                let (documents, appends): (Vec<usize>, Vec<Append>) = batch.into_iter().unzip();
                let _ = self.vault.store().commit(&appends);
                for document in documents {
                    let hosted = &mut self.documents[document];
                    hosted.oracle.catch_up(&self.vault, &hosted.id)?;
                }
            }
        }
        self.epoch += 1;
        self.is_up = false;
        (self.flush_waits, self.tick_waits) = (false, false);
        self.documents.iter_mut().for_each(Hosted::forget);
        for connection in 0..self.connections.len() {
            self.close(connection);
        }
        self.at(self.now + down, Event::Up);
        Ok(())
    }

    fn compact(&mut self, document: usize) -> Result<(), Broken> {
        let hosted = &mut self.documents[document];
        let Some(core) = &mut hosted.core else { return Ok(()) };
        if !core.is_quiet() {
            return Ok(());
        }
        let mut effects = Vec::new();
        if let Some(whole) = core.whole(&mut effects) {
            let (head, generation) = (core.head(), core.generation());
            if head == hosted.oracle.head && !hosted.oracle.equals(&whole)? {
                return Err(broken("S4", "a snapshot would lose something".to_owned()));
            }
            if self.vault.compact(&hosted.key, &hosted.id, generation, hosted.snapshot, head, &whole) {
                hosted.snapshot = Some(head);
                self.tally.snapshots += 1;
            }
        }
        self.carry_out(document, effects)
    }
}
