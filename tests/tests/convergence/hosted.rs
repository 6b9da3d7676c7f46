//! One document at the server: its core, who sits there, and what the store holds of it as an oracle reads it.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use bytes::Bytes;
use samenbeeld::document::core::{Commit, Contribution, Core};
use samenbeeld::document::load::Ready;
use samenbeeld::document::presence::Households;
use samenbeeld::document::roots::DocumentRoots;
use samenbeeld::document::seat::SeatId;
use samenbeeld::vault::Vault;
use samenbeeld::wire::{ClientMessage, ServerMessage};
use samenbeeld_gate::ClockRange;
use samenbeeld_schema::ids::{DocumentId, PersonId};
use samenbeeld_store::record::Record;
use samenbeeld_store::seal::DocumentKey;
use yrs::updates::decoder::Decode;
use yrs::{Doc, IdSet, ReadTxn, StateVector, Text, Transact, Update};

use super::client::{TEXTS, apply, empty};
use super::whose::Whose;
use super::{Broken, broken};

/// What the store holds, read back from its journal record by record.
pub struct Oracle {
    pub doc: Doc,
    pub head: u64,
    pub inserted: IdSet,
    pub deleted: IdSet,
    pub whose: Whose,
    key: Arc<DocumentKey>,
}

impl Oracle {
    pub fn new(key: Arc<DocumentKey>) -> Self {
        Self {
            doc: empty(1, true),
            head: 0,
            inserted: IdSet::new(),
            deleted: IdSet::new(),
            whose: Whose::default(),
            key,
        }
    }

    /// Reads what the journal got since last time, and whether it says rightly who did what.
    pub fn catch_up(&mut self, vault: &Vault, id: &DocumentId) -> Result<(), Broken> {
        let tail = vault.store().tail_after(id, self.head).map_err(|e| broken("S4", e.to_string()))?;
        let Some(tail) = tail else {
            return Err(broken("S4", "the journal was cut off before it was read".to_owned()));
        };
        for (seq, sealed) in tail.records {
            let plain = self.key.open_record(id, tail.generation, seq, &sealed);
            let record = plain.map_err(|e| broken("S4", e.to_string()))?;
            let record = Record::decode(&record).map_err(|e| broken("S4", e.to_string()))?;
            self.take(&record)?;
            self.head = seq;
        }
        Ok(())
    }

    fn take(&mut self, record: &Record) -> Result<(), Broken> {
        let before = self.doc.transact().state_vector();
        apply(&self.doc, &record.update, "the journal")?;
        let (after, deleted) = {
            let txn = self.doc.transact();
            if txn.has_missing_updates() {
                return Err(broken("S7", "the journal has a gap".to_owned()));
            }
            let snapshot = txn.snapshot();
            (snapshot.state_map, snapshot.delete_set)
        };
        // Nothing twice, nothing skipped, and everything on someone's name.
        let mut clocks: HashMap<u64, u32> = before.iter().map(|(client, clock)| (client.get(), *clock)).collect();
        for range in record.parts.iter().flat_map(|part| &part.inserted) {
            let clock = clocks.entry(range.client()).or_default();
            if *clock != range.clock() {
                return Err(broken("S8", format!("{range:?} was stored, but clock {clock} is next")));
            }
            *clock = range.end();
            self.inserted.insert(id_of(range.client(), range.clock()), range.len());
        }
        if after.iter().any(|(client, clock)| clocks.get(&client.get()).copied().unwrap_or_default() != *clock) {
            return Err(broken("C2", "the journal holds words on nobody's name".to_owned()));
        }
        let mut attributed = IdSet::new();
        for range in record.parts.iter().flat_map(|part| &part.deleted) {
            let id = id_of(range.client(), range.clock());
            if self.deleted.contains(&id) || attributed.contains(&id) {
                return Err(broken("C4", format!("{range:?} was deleted twice")));
            }
            attributed.insert(id, range.len());
        }
        let really = deleted.diff(&self.deleted);
        if !same(&attributed, &really) {
            return Err(broken("C4", format!("on someone's name {attributed:?}, really deleted {really:?}")));
        }
        self.deleted = deleted;
        self.whose.take(record)
    }

    /// Whether all of an update is in the store.
    pub fn holds(&self, update: &[u8]) -> Result<bool, Broken> {
        let update = Update::decode_v1(update).map_err(|e| broken("G6", e.to_string()))?;
        Ok(self.has(&update.insertions(true), update.delete_set()))
    }

    pub fn has(&self, inserted: &IdSet, deleted: &IdSet) -> bool {
        inserted.diff(&self.inserted).is_empty() && deleted.diff(&self.deleted).is_empty()
    }

    /// Whether a whole state holds exactly what the store does.
    pub fn equals(&self, state: &[u8]) -> Result<bool, Broken> {
        let doc = empty(1, true);
        apply(&doc, state, "the server's state")?;
        let snapshot = doc.transact().snapshot();
        let stored = self.doc.transact().snapshot();
        Ok(snapshot.state_map == stored.state_map && same(&snapshot.delete_set, &stored.delete_set))
    }
}

fn same(a: &IdSet, b: &IdSet) -> bool {
    a.diff(b).is_empty() && b.diff(a).is_empty()
}

fn id_of(client: u64, clock: u32) -> yrs::ID {
    yrs::ID::new(yrs::block::ClientID::new(client), clock)
}

/// What a seat sent and still has to hear about.
pub type Owed = VecDeque<Bytes>;

pub struct Hosted {
    pub id: DocumentId,
    pub roots: DocumentRoots,
    pub core: Option<Core>,
    pub loading: bool,
    /// Who and what came while it was read.
    pub early_seats: Vec<(SeatId, PersonId, bool)>,
    pub early: Vec<(SeatId, ClientMessage)>,
    /// Which connection a seat belongs to, and what it is owed.
    pub seats: BTreeMap<SeatId, (usize, Owed)>,
    pub snapshot: Option<u64>,
    pub oracle: Oracle,
    pub key: Arc<DocumentKey>,
    elsewhere: Doc,
}

impl Hosted {
    pub fn new(id: DocumentId, index: usize, key: Arc<DocumentKey>) -> Self {
        Self {
            roots: DocumentRoots::new(id.kind.clone(), false),
            id,
            core: None,
            loading: false,
            early_seats: Vec::new(),
            early: Vec::new(),
            seats: BTreeMap::new(),
            snapshot: None,
            oracle: Oracle::new(key.clone()),
            key,
            elsewhere: empty(900_000 + index as u64, false),
        }
    }

    /// What was read takes the place of what is in memory.
    pub fn open(&mut self, ready: Ready, effects: &mut Vec<samenbeeld::document::core::Effect>) {
        self.loading = false;
        self.snapshot = ready.snapshot;
        match &mut self.core {
            Some(core) => core.reloaded(ready.loaded, effects),
            None => {
                let mut core = Core::new(self.roots.clone(), Arc::new(Households::new()), ready.loaded);
                for (seat, person, writable) in self.early_seats.drain(..) {
                    core.join(seat, person, writable, None);
                }
                self.core = Some(core);
            }
        }
    }

    /// Everything in memory is gone.
    pub fn forget(&mut self) {
        self.core = None;
        self.loading = false;
        self.early_seats.clear();
        self.early.clear();
        self.seats.clear();
    }

    /// Another node stores words of its own, without this one hearing of it.
    pub fn write_elsewhere(&mut self, vault: &Vault, words: &str) -> Result<(), Broken> {
        let all = self.oracle.doc.transact().encode_diff_v1(&StateVector::default());
        apply(&self.elsewhere, &all, "another node")?;
        let client = self.elsewhere.client_id();
        let text = self.elsewhere.get_or_insert_text(TEXTS[0]);
        let mut txn = self.elsewhere.transact_mut();
        let clock = txn.state_vector().get(&client);
        text.insert(&mut txn, 0, words);
        let update = Bytes::from(txn.encode_update_v1());
        drop(txn);
        let len = self.elsewhere.transact().state_vector().get(&client) - clock;
        let person = PersonId::parse("youssef").map_err(|e| broken("C2", e.to_string()))?;
        let bindings = if clock == 0 { vec![(client.get(), person.clone())] } else { Vec::new() };
        let inserted = vec![ClockRange { client: client.get(), clock, len }];
        let contribution = Contribution { person, seat: SeatId(0), received: 0, inserted, deleted: Vec::new() };
        let commit = Commit {
            generation: 1,
            expected_head: self.oracle.head,
            update,
            contributions: vec![contribution],
            bindings,
            runs: Vec::new(),
            claims: Vec::new(),
        };
        vault.commit_now(vec![(self.id.clone(), commit)]).map_err(|e| broken("S4", e.to_string()))?;
        self.oracle.catch_up(vault, &self.id)
    }

    /// What the server is about to send: nobody may see what is not in the store, and an ack is for the next thing owed.
    pub fn check(&mut self, to: Option<SeatId>, message: &ServerMessage) -> Result<(), Broken> {
        match message {
            ServerMessage::Update(update) | ServerMessage::Step2(update) if !self.oracle.holds(update)? => {
                Err(broken("S4", "something was sent on that is not in the store".to_owned()))
            }
            ServerMessage::SyncStatus(true) => {
                let owed = to.and_then(|seat| self.seats.get_mut(&seat)).and_then(|(_, owed)| owed.pop_front());
                let Some(update) = owed else { return Err(broken("H3", "an ack for nothing".to_owned())) };
                if self.oracle.holds(&update)? {
                    Ok(())
                } else {
                    Err(broken("S4", "something was acknowledged that is not in the store".to_owned()))
                }
            }
            _ => Ok(()),
        }
    }
}
