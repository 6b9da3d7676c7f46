//! The store with its keys: what goes in is sealed for its place, what comes out is opened there.
//!
//! Everything above this file sees plain documents, registers and versions; everything below only ciphertext.

mod audit;
pub mod keys;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use samenbeeld_gate::ClockRange;
use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, RoomId};
use samenbeeld_store::journal::Journal;
use samenbeeld_store::key_file::KeyFileError;
use samenbeeld_store::record::{self, Part, PartKind, Range, Record, RecordError};
use samenbeeld_store::seal::{CaseKey, DocumentKey, OrganisationKey, OsRandomness, RoomKey, SealError};
use samenbeeld_store::snapshot::Snapshot;
use samenbeeld_store::{Append, Binding, Generation, Outcome, Revised, Seq, Store, StoreError, Stored, Version};

use self::keys::KeySource;
use crate::clock;
use crate::document::authors::AuthorRun;
use crate::document::core::Commit;

/// The one source of chance for nonces and keys.
static RANDOMNESS: OsRandomness = OsRandomness;
/// Where the store keeps that a document is closed for writing; its name follows.
const QUARANTINE: &str = "quarantine/";

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Seal(#[from] SealError),
    #[error("{0}")]
    Record(#[from] RecordError),
    #[error("what was kept can't be read")]
    Damaged,
    #[error("something else was kept first")]
    Moved,
}

/// Why the vault can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the key: {0}")]
    Key(#[from] KeyFileError),
    #[error("the store: {0}")]
    Store(#[from] StoreError),
    #[error("the key does not belong to this data")]
    WrongKey,
    #[error("a case or room was made meanwhile; nothing changed")]
    Moved,
    #[error("the journal can't be started: {0}")]
    Journal(std::io::Error),
}

/// A document as it came out of the store.
pub struct Opened {
    pub generation: Generation,
    pub head: Seq,
    pub snapshot: Option<(Seq, Bytes)>,
    /// The updates after the snapshot, in order.
    pub tail: Vec<(Seq, Bytes)>,
    pub bindings: Vec<Binding>,
    /// Whose words those are that somebody else put back.
    pub runs: Vec<AuthorRun>,
    pub key: Arc<DocumentKey>,
}

/// All there is of a document at one moment, for a snapshot.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    /// As one update.
    pub state: &'a [u8],
    pub runs: &'a [AuthorRun],
}

impl Whole<'_> {
    fn snapshot(self) -> Snapshot {
        Snapshot { state: self.state.to_vec(), runs: self.runs.iter().filter_map(kept_run).collect() }
    }
}

/// Everything that was ever committed to a document's generation.
pub struct History {
    /// Oldest first.
    pub records: Vec<Record>,
    pub bindings: Vec<Binding>,
}

pub struct Vault {
    store: Arc<dyn Store>,
    journal: Journal,
    organisation: OrganisationKey,
    /// What signatures and tickets are derived from; opens nothing that is stored.
    derived: [u8; 32],
    rooms: Mutex<HashMap<(CaseId, RoomId), Arc<RoomKey>>>,
    freezing: Mutex<()>,
}

impl Vault {
    /// Opens the vault over a store. `on_fatal` must end the process: the disk failed to keep what it was given.
    pub fn open(
        store: Arc<dyn Store>,
        key_source: &KeySource,
        on_fatal: Box<dyn Fn() + Send>,
    ) -> Result<Self, OpenError> {
        let (organisation, derived) = keys::open(store.as_ref(), key_source)?;
        let journal = Journal::start(store.clone(), on_fatal).map_err(OpenError::Journal)?;
        Ok(Self { store, journal, organisation, derived, rooms: Mutex::default(), freezing: Mutex::default() })
    }

    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }
    pub fn journal(&self) -> &Journal {
        &self.journal
    }
    /// A secret from which keys that only sign are made.
    pub fn derived_secret(&self) -> &[u8; 32] {
        &self.derived
    }

    /// Makes the keys of a new case, its rooms and its documents. What is there already stays.
    pub fn begin_case(&self, case: &CaseId, rooms: &[RoomId], documents: &[DocumentId]) -> Result<(), VaultError> {
        let key = CaseKey::generate(&RANDOMNESS)?;
        self.store.put_case(case, &self.organisation.wrap_case(case, &key, &RANDOMNESS)?)?;
        for room in rooms {
            let key = RoomKey::generate(&RANDOMNESS)?;
            self.store.put_room(case, room, &self.organisation.wrap_room(case, room, &key, &RANDOMNESS)?)?;
        }
        for document in documents {
            let room = self.room_key(&document.case, &document.room)?;
            let key = DocumentKey::generate(&RANDOMNESS)?;
            self.store.create(document, &room.wrap_document(document, 1, &key, &RANDOMNESS)?)?;
        }
        Ok(())
    }

    /// Opens documents as they were at one moment; `None` for one that does not exist.
    pub fn open_documents(&self, ids: &[DocumentId]) -> Result<Vec<Option<Opened>>, VaultError> {
        let stored = self.store.load(ids)?;
        ids.iter().zip(stored).map(|(id, stored)| stored.map(|stored| self.open_one(id, stored)).transpose()).collect()
    }

    fn open_one(&self, id: &DocumentId, stored: Stored) -> Result<Opened, VaultError> {
        let Stored { generation, head, snapshot, tail, bindings, wrapped_key } = stored;
        let room = self.room_key(&id.case, &id.room)?;
        let key = room.unwrap_document(id, generation, &wrapped_key)?;
        let mut runs = Vec::new();
        let snapshot = match snapshot {
            Some((seq, sealed)) => {
                let plain = Snapshot::decode(key.open_snapshot(id, generation, seq, &sealed)?)?;
                runs.extend(plain.runs.into_iter().map(run_of));
                Some((seq, plain.state.into()))
            }
            None => None,
        };
        let mut updates = Vec::with_capacity(tail.len());
        for (seq, sealed) in tail {
            let plain = key.open_record(id, generation, seq, &sealed)?;
            let record = Record::decode(&plain)?;
            runs.extend(record.runs.into_iter().map(run_of));
            updates.push((seq, Bytes::from(record.update)));
        }
        Ok(Opened { generation, head, snapshot, tail: updates, bindings, runs, key: Arc::new(key) })
    }

    /// The history of a document; `None` when it does not exist.
    pub fn open_history(&self, id: &DocumentId) -> Result<Option<History>, VaultError> {
        let Some(Opened { generation, key, bindings, .. }) =
            self.open_documents(std::slice::from_ref(id))?.pop().flatten()
        else {
            return Ok(None);
        };
        let sealed = self.store.history(id)?.ok_or(VaultError::Damaged)?;
        let records = sealed
            .into_iter()
            .map(|(seq, sealed)| Ok(Record::decode(&key.open_record(id, generation, seq, &sealed)?)?))
            .collect::<Result<_, VaultError>>()?;
        Ok(Some(History { records, bindings }))
    }

    /// Closes a document for writing where it stands. It stays so until someone repairs it, which gives it another generation
    /// or another head.
    pub fn quarantine(&self, id: &DocumentId, generation: Generation, head: Seq) -> Result<(), VaultError> {
        Ok(self.store.put_meta(&format!("{QUARANTINE}{id}"), format!("{generation} {head}").as_bytes())?)
    }

    /// Whether a document that stands there was closed for writing.
    pub fn is_quarantined(&self, id: &DocumentId, generation: Generation, head: Seq) -> Result<bool, VaultError> {
        let closed_at = self.store.get_meta(&format!("{QUARANTINE}{id}"))?;
        Ok(closed_at.is_some_and(|closed_at| closed_at == format!("{generation} {head}").as_bytes()))
    }

    /// Where a document's journal ends now.
    pub fn head_of(&self, id: &DocumentId) -> Result<Seq, VaultError> {
        let stands = self.store.standing(std::slice::from_ref(id))?;
        Ok(stands.into_iter().next().flatten().map_or(0, |stands| stands.head))
    }

    /// Seals a commit for the place it will have.
    pub fn seal_commit(&self, key: &DocumentKey, document: &DocumentId, commit: Commit) -> Result<Append, VaultError> {
        let plain = record_of(&commit).encode()?;
        let seq = commit.expected_head + 1;
        Ok(Append {
            document: document.clone(),
            generation: commit.generation,
            expected_head: commit.expected_head,
            record: key.seal_record(document, commit.generation, seq, &plain, &RANDOMNESS)?,
            bindings: commit.bindings,
            claims: commit.claims,
            batch: clock::random(),
        })
    }

    /// Writes commits at once, in one transaction: for the loader and for tests, which have no socket to answer.
    pub fn commit_now(&self, commits: Vec<(DocumentId, Commit)>) -> Result<(), VaultError> {
        let mut appends = Vec::with_capacity(commits.len());
        for (document, commit) in commits {
            let opened =
                self.open_documents(std::slice::from_ref(&document))?.pop().flatten().ok_or(VaultError::Damaged)?;
            appends.push(self.seal_commit(&opened.key, &document, commit)?);
        }
        let outcomes = self.store.commit(&appends)?;
        if outcomes.iter().all(|outcome| matches!(outcome, Outcome::Stored(_))) {
            Ok(())
        } else {
            Err(VaultError::Moved)
        }
    }

    /// Puts a snapshot in the place of the journal up to `up_to`. Only when it reads back as what it was made from.
    pub fn compact(
        &self,
        key: &DocumentKey,
        document: &DocumentId,
        generation: Generation,
        replaces: Option<Seq>,
        up_to: Seq,
        whole: Whole<'_>,
    ) -> bool {
        let Ok(plain) = whole.snapshot().encode() else { return false };
        let sealed = match key.seal_snapshot(document, generation, up_to, &plain, &RANDOMNESS) {
            Ok(sealed) if key.open_snapshot(document, generation, up_to, &sealed).is_ok_and(|back| back == plain) => {
                sealed
            }
            _ => return false,
        };
        match self.store.compact(document, generation, replaces, up_to, &sealed) {
            Ok(done) => done,
            Err(error) => {
                tracing::warn!(error = %error, "a snapshot was not kept; the journal stays as it is");
                false
            }
        }
    }

    /// Up to where the snapshot of a document goes.
    pub fn snapshot_of(&self, id: &DocumentId) -> Result<Option<Seq>, VaultError> {
        let stored = self.store.load(std::slice::from_ref(id))?.pop().flatten().ok_or(VaultError::Damaged)?;
        Ok(stored.snapshot.map(|(seq, _)| seq))
    }

    /// A case's register and its revision.
    pub fn open_register(&self, case: &CaseId) -> Result<Option<(u64, Vec<u8>)>, VaultError> {
        let Some(register) = self.store.get_register(case)? else { return Ok(None) };
        let key = self.case_key(case)?;
        Ok(Some((register.revision, key.open_register(case, register.revision, &register.sealed)?)))
    }

    /// Keeps the next revision of a register; gives its number.
    pub fn put_register(&self, case: &CaseId, expected_revision: u64, plain: &[u8]) -> Result<u64, VaultError> {
        let sealed = self.case_key(case)?.seal_register(case, expected_revision + 1, plain, &RANDOMNESS)?;
        match self.store.put_register(case, expected_revision, &sealed)? {
            Revised::Stored(revision) => Ok(revision),
            Revised::Moved(_) => Err(VaultError::Moved),
        }
    }

    /// Held while a version is made: each follows the one before it. Typing goes on meanwhile.
    pub fn freezing(&self) -> MutexGuard<'_, ()> {
        self.freezing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a frozen version: its bytes, and what a list shows of it.
    pub fn put_version(
        &self,
        case: &CaseId,
        id: ItemId,
        rooms: Vec<RoomId>,
        meta: &[u8],
        plain: &[u8],
    ) -> Result<(), VaultError> {
        let key = self.case_key(case)?;
        let version = Version { id, rooms, meta: key.seal_version_meta(case, id, meta, &RANDOMNESS)? };
        let sealed = key.seal_version(case, id, plain, &RANDOMNESS)?;
        if self.store.put_version(case, &version, &sealed)? { Ok(()) } else { Err(VaultError::Moved) }
    }

    /// The versions of a case, oldest first: id, and what a list shows.
    pub fn list_versions(&self, case: &CaseId) -> Result<Vec<(ItemId, Vec<u8>)>, VaultError> {
        let key = self.case_key(case)?;
        let versions = self.store.list_versions(case)?;
        versions
            .into_iter()
            .map(|version| Ok((version.id, key.open_version_meta(case, version.id, &version.meta)?)))
            .collect()
    }

    pub fn open_version(&self, case: &CaseId, id: ItemId) -> Result<Option<Vec<u8>>, VaultError> {
        let Some((_, sealed)) = self.store.get_version(case, id)? else { return Ok(None) };
        Ok(Some(self.case_key(case)?.open_version(case, id, &sealed)?))
    }

    fn case_key(&self, case: &CaseId) -> Result<CaseKey, VaultError> {
        let wrapped = self.store.get_case(case)?.ok_or(VaultError::Damaged)?;
        Ok(self.organisation.unwrap_case(case, &wrapped)?)
    }

    fn room_key(&self, case: &CaseId, room: &RoomId) -> Result<Arc<RoomKey>, VaultError> {
        let place = (case.clone(), room.clone());
        if let Some(key) = self.rooms.lock().unwrap_or_else(PoisonError::into_inner).get(&place) {
            return Ok(key.clone());
        }
        let wrapped = self.store.get_room(case, room)?.ok_or(VaultError::Damaged)?;
        let key = Arc::new(self.organisation.unwrap_room(case, room, &wrapped)?);
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner).insert(place, key.clone());
        Ok(key)
    }
}

fn record_of(commit: &Commit) -> Record {
    let ranges = |ranges: &[ClockRange]| ranges.iter().filter_map(|r| Range::new(r.client, r.clock, r.len)).collect();
    let parts = commit.contributions.iter().map(|part| Part {
        person: part.person.clone(),
        connection: part.seat.0,
        received: part.received,
        kind: PartKind::Edit,
        inserted: ranges(&part.inserted),
        deleted: ranges(&part.deleted),
    });
    let runs = commit.runs.iter().filter_map(kept_run);
    Record { update: commit.update.to_vec(), parts: parts.collect(), runs: runs.collect() }
}

fn kept_run(run: &AuthorRun) -> Option<record::AuthorRun> {
    let range = Range::new(run.range.client, run.range.clock, run.range.len)?;
    Some(record::AuthorRun { range, person: run.person.clone() })
}

/// A run as it was kept.
pub fn run_of(run: record::AuthorRun) -> AuthorRun {
    let range = ClockRange { client: run.range.client(), clock: run.range.clock(), len: run.range.len() };
    AuthorRun { range, person: run.person }
}
