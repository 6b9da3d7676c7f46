//! A store that keeps everything in memory, for the simulator: deterministic, and it fails when told to.
//!
//! Clones share one disk. A crash is dropping a clone and going on with another: what was acknowledged is there.

mod audit;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};

use crate::contract::{
    Append, AuditAppend, Binding, Generation, Logged, Outcome, Owned, Records, Register, Revised, Seq, Session,
    SessionHash, Standing, Store, StoreError, Stored, Tail, Version, WrappedKeys,
};
use crate::owners;

/// How a commit fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Nothing is stored.
    Before(StoreError),
    /// Everything is stored, but the caller gets the error: the crash between the disk and the answer.
    After(StoreError),
}

/// A store in memory.
#[derive(Clone, Default)]
pub struct MemoryStore {
    disk: Arc<Mutex<Disk>>,
}

#[derive(Default)]
struct Disk {
    documents: BTreeMap<String, Document>,
    owners: BTreeMap<(CaseId, ItemId), Owned>,
    rooms: BTreeMap<(CaseId, RoomId), Vec<u8>>,
    cases: BTreeMap<CaseId, Vec<u8>>,
    registers: BTreeMap<CaseId, Register>,
    sessions: BTreeMap<SessionHash, Session>,
    versions: BTreeMap<CaseId, Vec<(Version, Vec<u8>)>>,
    meta: BTreeMap<String, Vec<u8>>,
    audit: audit::AuditLogs,
    failures: VecDeque<Failure>,
    blind: Option<StoreError>,
    failed: bool,
}

struct Document {
    generation: Generation,
    head: Seq,
    snapshot: Option<(Seq, Vec<u8>)>,
    journal: BTreeMap<Seq, (Vec<u8>, [u8; 16])>,
    bindings: BTreeMap<u64, (PersonId, Generation, Seq)>,
    wrapped_key: Vec<u8>,
}

impl Document {
    fn append(
        &mut self,
        append: &Append,
        owners: &mut BTreeMap<(CaseId, ItemId), Owned>,
    ) -> Result<Outcome, StoreError> {
        if self.generation != append.generation {
            return Ok(Outcome::GenerationGone);
        }
        if self.head != append.expected_head {
            return Ok(Outcome::HeadMoved(self.head));
        }
        for (index, (client, person)) in append.bindings.iter().enumerate() {
            let kept = self.bindings.get(client).is_none_or(|(p, g, _)| p == person && *g == self.generation);
            let within = append.bindings.iter().take(index).all(|(c, p)| c != client || p == person);
            if !kept || !within {
                return Ok(Outcome::ClientTaken(*client));
            }
        }
        let place = |item| (append.document.case.clone(), item);
        match owners::judge(append, |item| Ok(owners.get(&place(item)).cloned()))? {
            Ok(kept) => owners.extend(kept.into_iter().map(|(item, owned)| (place(item), owned))),
            Err(refused) => return Ok(refused),
        }
        self.head += 1;
        for (client, person) in &append.bindings {
            self.bindings.entry(*client).or_insert_with(|| (person.clone(), self.generation, self.head));
        }
        self.journal.insert(self.head, (append.record.clone(), append.batch));
        Ok(Outcome::Stored(self.head))
    }

    fn records_after(&self, seq: Seq) -> Vec<(Seq, Vec<u8>)> {
        self.journal.range(seq.saturating_add(1)..).map(|(seq, (sealed, _))| (*seq, sealed.clone())).collect()
    }

    fn bindings_after(&self, after: Option<Seq>) -> Vec<Binding> {
        self.bindings
            .iter()
            .filter(|(_, (_, _, seq))| after.is_none_or(|after| *seq > after))
            .map(|(client, (person, generation, _))| Binding {
                client: *client,
                person: person.clone(),
                generation: *generation,
            })
            .collect()
    }
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets the next commit that has no failure waiting yet fail like this.
    pub fn fail_next_commit(&self, failure: Failure) {
        self.lock().failures.push_back(failure);
    }

    /// Lets the next question where documents stand fail like this.
    pub fn fail_next_standing(&self, error: StoreError) {
        self.lock().blind = Some(error);
    }

    /// Lets the log of who did what refuse every line like this, until told otherwise.
    pub fn refuse_audit(&self, error: Option<StoreError>) {
        self.lock().audit.refuses = error;
    }

    /// How many commits of lines there were.
    pub fn audit_commits(&self) -> u64 {
        self.lock().audit.commits
    }

    /// Opens it again after a fatal failure, as a new process would.
    pub fn reopen(&self) -> Self {
        let mut disk = self.lock();
        disk.failed = false;
        disk.failures.clear();
        drop(disk);
        self.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// After a fatal failure nothing answers until it is opened again.
    fn disk(&self) -> Result<MutexGuard<'_, Disk>, StoreError> {
        let disk = self.lock();
        if disk.failed { Err(StoreError::Fatal) } else { Ok(disk) }
    }
}

impl Store for MemoryStore {
    fn commit(&self, batch: &[Append]) -> Result<Vec<Outcome>, StoreError> {
        let mut disk = self.disk()?;
        let failure = disk.failures.pop_front();
        disk.failed = matches!(failure, Some(Failure::Before(StoreError::Fatal) | Failure::After(StoreError::Fatal)));
        if let Some(Failure::Before(error)) = failure {
            return Err(error);
        }
        let Disk { documents, owners, .. } = &mut *disk;
        let outcomes = batch
            .iter()
            .map(|append| match documents.get_mut(&append.document.to_string()) {
                Some(document) => document.append(append, owners),
                None => Ok(Outcome::Unknown),
            })
            .collect::<Result<_, _>>()?;
        match failure {
            Some(Failure::After(error)) => Err(error),
            _ => Ok(outcomes),
        }
    }

    fn load(&self, documents: &[DocumentId]) -> Result<Vec<Option<Stored>>, StoreError> {
        let disk = self.disk()?;
        let stored = |name: &DocumentId| {
            disk.documents.get(&name.to_string()).map(|document| Stored {
                generation: document.generation,
                head: document.head,
                snapshot: document.snapshot.clone(),
                tail: document.records_after(document.snapshot.as_ref().map_or(0, |(seq, _)| *seq)),
                bindings: document.bindings_after(None),
                wrapped_key: document.wrapped_key.clone(),
            })
        };
        Ok(documents.iter().map(stored).collect())
    }

    fn standing(&self, documents: &[DocumentId]) -> Result<Vec<Option<Standing>>, StoreError> {
        let mut disk = self.disk()?;
        if let Some(error) = disk.blind.take() {
            return Err(error);
        }
        let standing = |name: &DocumentId| {
            disk.documents.get(&name.to_string()).map(|document| Standing {
                generation: document.generation,
                head: document.head,
                bindings: document.bindings_after(None),
            })
        };
        Ok(documents.iter().map(standing).collect())
    }

    fn tail_after(&self, document: &DocumentId, seq: Seq) -> Result<Option<Tail>, StoreError> {
        let disk = self.disk()?;
        let Some(document) = disk.documents.get(&document.to_string()) else { return Ok(None) };
        if document.snapshot.as_ref().is_some_and(|(snapshot, _)| *snapshot > seq) {
            return Ok(None);
        }
        Ok(Some(Tail {
            generation: document.generation,
            head: document.head,
            records: document.records_after(seq),
            bindings: document.bindings_after(Some(seq)),
        }))
    }

    fn find_batch(&self, document: &DocumentId, batch: &[u8; 16]) -> Result<Option<Seq>, StoreError> {
        let disk = self.disk()?;
        let Some(document) = disk.documents.get(&document.to_string()) else { return Ok(None) };
        Ok(document.journal.iter().rev().find(|(_, (_, kept))| kept == batch).map(|(seq, _)| *seq))
    }

    fn create(&self, document: &DocumentId, wrapped_key: &[u8]) -> Result<bool, StoreError> {
        let mut disk = self.disk()?;
        let name = document.to_string();
        if disk.documents.contains_key(&name) {
            return Ok(false);
        }
        let document = Document {
            generation: 1,
            head: 0,
            snapshot: None,
            journal: BTreeMap::new(),
            bindings: BTreeMap::new(),
            wrapped_key: wrapped_key.to_vec(),
        };
        disk.documents.insert(name, document);
        Ok(true)
    }

    fn compact(
        &self,
        document: &DocumentId,
        generation: Generation,
        replaces: Option<Seq>,
        up_to: Seq,
        snapshot: &[u8],
    ) -> Result<bool, StoreError> {
        let mut disk = self.disk()?;
        let Some(document) = disk.documents.get_mut(&document.to_string()) else { return Ok(false) };
        let before = document.snapshot.as_ref().map(|(seq, _)| *seq);
        let grows = up_to > before.unwrap_or(0) && up_to <= document.head;
        if document.generation != generation || before != replaces || !grows {
            return Ok(false);
        }
        document.snapshot = Some((up_to, snapshot.to_vec()));
        Ok(true)
    }

    fn history(&self, document: &DocumentId) -> Result<Option<Records>, StoreError> {
        let disk = self.disk()?;
        Ok(disk.documents.get(&document.to_string()).map(|document| document.records_after(0)))
    }

    fn renew(
        &self,
        document: &DocumentId,
        generation: Generation,
        head: Seq,
        wrapped_key: &[u8],
        snapshot: &[u8],
    ) -> Result<Option<Generation>, StoreError> {
        let mut disk = self.disk()?;
        let Some(document) = disk.documents.get_mut(&document.to_string()) else { return Ok(None) };
        if document.generation != generation || document.head != head {
            return Ok(None);
        }
        document.generation += 1;
        document.wrapped_key = wrapped_key.to_vec();
        document.snapshot = Some((head, snapshot.to_vec()));
        document.journal.clear();
        Ok(Some(document.generation))
    }

    fn owners(&self, case: &CaseId, items: &[ItemId]) -> Result<Vec<Option<Owned>>, StoreError> {
        let disk = self.disk()?;
        Ok(items.iter().map(|item| disk.owners.get(&(case.clone(), *item)).cloned()).collect())
    }

    fn documents_of(&self, case: &CaseId) -> Result<Vec<DocumentId>, StoreError> {
        let disk = self.disk()?;
        let first = format!("{case}/");
        let names = disk.documents.range(first.clone()..).take_while(|(name, _)| name.starts_with(&first));
        names.map(|(name, _)| DocumentId::parse(name).map_err(|_| StoreError::Corrupt)).collect()
    }

    fn put_room(&self, case: &CaseId, room: &RoomId, wrapped_key: &[u8]) -> Result<bool, StoreError> {
        Ok(put_once(&mut self.disk()?.rooms, (case.clone(), room.clone()), wrapped_key))
    }

    fn get_room(&self, case: &CaseId, room: &RoomId) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.disk()?.rooms.get(&(case.clone(), room.clone())).cloned())
    }

    fn put_case(&self, case: &CaseId, wrapped_key: &[u8]) -> Result<bool, StoreError> {
        Ok(put_once(&mut self.disk()?.cases, case.clone(), wrapped_key))
    }

    fn get_case(&self, case: &CaseId) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.disk()?.cases.get(case).cloned())
    }

    fn wrapped_keys(&self) -> Result<WrappedKeys, StoreError> {
        let disk = self.disk()?;
        let rooms = disk.rooms.iter().map(|((case, room), key)| (case.clone(), room.clone(), key.clone()));
        let cases = disk.cases.iter().map(|(case, key)| (case.clone(), key.clone()));
        Ok(WrappedKeys { cases: cases.collect(), rooms: rooms.collect() })
    }

    fn rewrap(&self, keys: &WrappedKeys, name: &str, value: &[u8]) -> Result<bool, StoreError> {
        let mut disk = self.disk()?;
        let rooms = keys.rooms.iter().map(|(case, room, key)| ((case.clone(), room.clone()), key.clone()));
        let (cases, rooms): (BTreeMap<_, _>, BTreeMap<_, _>) = (keys.cases.iter().cloned().collect(), rooms.collect());
        let same = cases.keys().eq(disk.cases.keys()) && rooms.keys().eq(disk.rooms.keys());
        if same {
            (disk.cases, disk.rooms) = (cases, rooms);
            disk.meta.insert(name.to_owned(), value.to_vec());
        }
        Ok(same)
    }

    fn put_register(&self, case: &CaseId, expected_revision: u64, sealed: &[u8]) -> Result<Revised, StoreError> {
        let mut disk = self.disk()?;
        let now = disk.registers.get(case).map_or(0, |register| register.revision);
        if now != expected_revision {
            return Ok(Revised::Moved(now));
        }
        disk.registers.insert(case.clone(), Register { revision: now + 1, sealed: sealed.to_vec() });
        Ok(Revised::Stored(now + 1))
    }

    fn get_register(&self, case: &CaseId) -> Result<Option<Register>, StoreError> {
        Ok(self.disk()?.registers.get(case).cloned())
    }

    fn list_cases(&self) -> Result<Vec<CaseId>, StoreError> {
        Ok(self.disk()?.registers.keys().cloned().collect())
    }

    fn put_session(&self, hash: &SessionHash, session: &Session) -> Result<(), StoreError> {
        self.disk()?.sessions.insert(*hash, session.clone());
        Ok(())
    }

    fn get_session(&self, hash: &SessionHash) -> Result<Option<Session>, StoreError> {
        Ok(self.disk()?.sessions.get(hash).cloned())
    }

    fn tie_session(&self, hash: &SessionHash, device: ItemId) -> Result<bool, StoreError> {
        let tie = |session: &mut Session| session.device = Some(device);
        Ok(self.disk()?.sessions.get_mut(hash).map(tie).is_some())
    }

    fn delete_session(&self, hash: &SessionHash) -> Result<bool, StoreError> {
        Ok(self.disk()?.sessions.remove(hash).is_some())
    }

    fn end_sessions_of(
        &self,
        case: &CaseId,
        person: &PersonId,
        device: Option<ItemId>,
    ) -> Result<Vec<SessionHash>, StoreError> {
        let begun_there = |session: &Session| device.is_none_or(|device| session.device == Some(device));
        Ok(end_sessions(&mut self.disk()?.sessions, |session| {
            session.case == *case && session.person == *person && begun_there(session)
        }))
    }

    fn sweep_sessions(&self, now: u64) -> Result<Vec<SessionHash>, StoreError> {
        Ok(end_sessions(&mut self.disk()?.sessions, |session| session.expires <= now))
    }

    fn put_version(&self, case: &CaseId, version: &Version, sealed: &[u8]) -> Result<bool, StoreError> {
        let mut disk = self.disk()?;
        let versions = disk.versions.entry(case.clone()).or_default();
        if versions.iter().any(|(kept, _)| kept.id == version.id) {
            return Ok(false);
        }
        versions.push((version.clone(), sealed.to_vec()));
        Ok(true)
    }

    fn list_versions(&self, case: &CaseId) -> Result<Vec<Version>, StoreError> {
        let disk = self.disk()?;
        Ok(disk.versions.get(case).into_iter().flatten().map(|(version, _)| version.clone()).collect())
    }

    fn get_version(&self, case: &CaseId, version: ItemId) -> Result<Option<(Version, Vec<u8>)>, StoreError> {
        let disk = self.disk()?;
        Ok(disk.versions.get(case).into_iter().flatten().find(|(kept, _)| kept.id == version).cloned())
    }

    fn append_audit(&self, batch: &[AuditAppend]) -> Result<Vec<Logged>, StoreError> {
        self.disk()?.audit.append(batch)
    }

    fn audit_after(&self, case: &CaseId, seq: Seq, limit: usize) -> Result<Records, StoreError> {
        Ok(self.disk()?.audit.after(case, seq, limit))
    }

    fn audit_head(&self, case: &CaseId) -> Result<Option<(Seq, Vec<u8>)>, StoreError> {
        Ok(self.disk()?.audit.head(case))
    }

    fn put_meta(&self, name: &str, value: &[u8]) -> Result<(), StoreError> {
        self.disk()?.meta.insert(name.to_owned(), value.to_vec());
        Ok(())
    }

    fn get_meta(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.disk()?.meta.get(name).cloned())
    }
}

fn put_once<K: Ord>(kept: &mut BTreeMap<K, Vec<u8>>, name: K, value: &[u8]) -> bool {
    let free = !kept.contains_key(&name);
    if free {
        kept.insert(name, value.to_vec());
    }
    free
}

fn end_sessions(sessions: &mut BTreeMap<SessionHash, Session>, ends: impl Fn(&Session) -> bool) -> Vec<SessionHash> {
    let ended: Vec<SessionHash> = sessions.iter().filter(|(_, session)| ends(session)).map(|(hash, _)| *hash).collect();
    for hash in &ended {
        sessions.remove(hash);
    }
    ended
}

#[cfg(test)]
mod tests;
