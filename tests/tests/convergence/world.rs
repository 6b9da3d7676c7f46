//! The world of a plan: clients, sockets and a server in one thread, with a clock that only events move.
//!
//! The server is the real core over the real vault and a store in memory; this file does for it what the shard does, in
//! virtual time.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use samenbeeld::document::seat::SeatId;
use samenbeeld::vault::Vault;
use samenbeeld::vault::keys::KeySource;
use samenbeeld::wire::{ClientMessage, ServerMessage};
use samenbeeld_schema::ids::{CaseId, DocumentId, RoomId};
use samenbeeld_store::memory::{Failure, MemoryStore};
use samenbeeld_store::{Append, StoreError};

use super::client::Client;
use super::hosted::Hosted;
use super::plan::{Chance, Plan, What, Who};
use super::tally::Tally;
use super::{Broken, Kind, broken};

mod other_node;
mod server;
mod sockets;

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
    RestorePoint { epoch: u64, document: usize },
    PutAway { document: usize, back: Vec<usize> },
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
        let vault = Vault::open(Arc::new(store.clone()), &KeySource::File(key_file.to_owned()), Box::new(|| {}))?;
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
            Event::ToServer { connection, document, message } => self.arrives(connection, document, message),
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
            Event::RestorePoint { epoch, document } if epoch == self.epoch => {
                let now = self.now;
                self.with_core(document, |core, out| core.restore_point(None, now, out))
            }
            Event::PutAway { document, back } => self.put_away(document, &back),
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
            What::PutAway { document } => {
                let back: Vec<usize> =
                    (0..self.clients.len()).filter(|client| self.clients[*client].wants_online).collect();
                for client in &back {
                    self.clients[*client].wants_online = false;
                    self.cut(*client, true);
                }
                self.at(self.now + 3_000, Event::PutAway { document: *document, back });
            }
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
}
