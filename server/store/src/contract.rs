//! What a store promises. Owns the trait and the types that cross it; how it is kept is for the implementations.
//!
//! Calls block: they belong on threads that may wait. A call that returns `Ok` has its bytes on disk.

use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::Kind;

pub use crate::owners::{Claim, Owned};

/// Place of a record in its document, from 1; 0 is "nothing yet". It never goes back, not in a new generation either.
pub type Seq = u64;
/// How often a document was begun anew, from 1.
pub type Generation = u32;
/// The hash under which a session is kept: its secret never touches the disk.
pub type SessionHash = [u8; 32];

/// Sealed records with their places, oldest first.
pub type Records = Vec<(Seq, Vec<u8>)>;

/// One record to add to one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Append {
    pub document: DocumentId,
    pub generation: Generation,
    /// The record takes the place after this one, and was sealed for that place.
    pub expected_head: Seq,
    /// The sealed record.
    pub record: Vec<u8>,
    /// Client ids that appear for the first time, with whom they are; repeating a known pair is fine.
    pub bindings: Vec<(u64, PersonId)>,
    /// The items it writes fields of for the first time in this document; repeating one is fine.
    pub claims: Vec<Claim>,
    /// Random; with it an unknown outcome is looked up ([`Store::find_batch`]).
    pub batch: [u8; 16],
}

/// What became of one append. A refused one leaves the others of its batch alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk, at this place.
    Stored(Seq),
    /// Another record was first; this is the head now.
    HeadMoved(Seq),
    /// The document was begun anew.
    GenerationGone,
    /// This client id is another person's, or was burnt under an older generation.
    ClientTaken(u64),
    /// This item id is somebody else's, or was claimed for another kind of thing than this.
    ItemTaken(ItemId, Kind),
    /// There is no such document.
    Unknown,
}

/// Whose a client id is, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    pub client: u64,
    pub person: PersonId,
    /// Older than the document's generation means burnt.
    pub generation: Generation,
}

/// A whole document as kept, from one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub generation: Generation,
    pub head: Seq,
    /// The sealed state up to and including its sequence.
    pub snapshot: Option<(Seq, Vec<u8>)>,
    /// The sealed records after the snapshot, without a hole, up to the head.
    pub tail: Vec<(Seq, Vec<u8>)>,
    /// All client ids ever bound here, those of older generations included, by client id.
    pub bindings: Vec<Binding>,
    /// The document's key, wrapped by its room's.
    pub wrapped_key: Vec<u8>,
}

/// What came after a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tail {
    pub generation: Generation,
    pub head: Seq,
    /// The sealed records after that place, without a hole, up to the head.
    pub records: Vec<(Seq, Vec<u8>)>,
    /// The client ids that came in with them.
    pub bindings: Vec<Binding>,
}

/// Where a document stands, without what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub generation: Generation,
    pub head: Seq,
    /// All client ids ever bound here.
    pub bindings: Vec<Binding>,
}

/// A case's register as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register {
    /// Counts from 1; 0 is "none yet".
    pub revision: u64,
    pub sealed: Vec<u8>,
}

/// What became of a new register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revised {
    /// It is on disk under this revision.
    Stored(u64),
    /// Another was first; this is the revision now.
    Moved(u64),
}

/// A session. Times are milliseconds of the server's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub case: CaseId,
    pub person: PersonId,
    /// The device it began on, when that is one the register knows.
    pub device: Option<ItemId>,
    pub created: u64,
    pub expires: u64,
}

/// Every wrapped key of cases and rooms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrappedKeys {
    pub cases: Vec<(CaseId, Vec<u8>)>,
    pub rooms: Vec<(CaseId, RoomId, Vec<u8>)>,
}

/// A frozen version without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub id: ItemId,
    /// The rooms it holds parts of.
    pub rooms: Vec<RoomId>,
    /// Sealed: number, kind, reason, day, hash.
    pub meta: Vec<u8>,
}

/// Lines to add to the end of one case's log of who did what, in one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditAppend {
    pub case: CaseId,
    /// The lines take the places after this one, and were sealed for those places.
    pub expected_head: Seq,
    /// The sealed lines, oldest first; at least one.
    pub lines: Vec<Vec<u8>>,
    /// Sealed: what the last of these lines is, signed. It takes the place of the former one.
    pub head: Vec<u8>,
}

/// What became of one append to a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Logged {
    /// All its lines are on disk; the last one at this place.
    Stored(Seq),
    /// Other lines were first; this is the last place now. None of its lines was kept.
    Moved(Seq),
}

/// Why a call kept or found nothing. Nothing of what was asked is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Nothing was stored; it works again when there is room.
    #[error("the disk is full")]
    Full,
    /// Nothing was stored; it may work again by itself.
    #[error("the store is unavailable: {0}")]
    Unavailable(Unavailable),
    /// Whether it was stored can't be known. The process must end and read again from disk; trying again would lie.
    #[error("the disk failed to keep what it was given")]
    Fatal,
    /// What was read is not what was written.
    #[error("the store is damaged")]
    Corrupt,
}

/// Why a store is unavailable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    #[error("it is busy")]
    Busy,
    #[error("the disk can't be read or written")]
    Disk,
    #[error("no memory is left")]
    Memory,
    #[error("it was stopped")]
    Stopped,
}

/// Keeps sealed things. Every implementation passes `acceptance::suite`.
pub trait Store: Send + Sync + 'static {
    /// Adds records to documents in one transaction with one fsync. Gives one outcome per append, in order, when what
    /// is stored is durable. On an error nothing of the batch is stored, except that after `Fatal` nobody knows.
    fn commit(&self, batch: &[Append]) -> Result<Vec<Outcome>, StoreError>;

    /// Does what can wait and makes later work cheaper; called when nothing is asked for a while. Changes nothing that
    /// anyone can read.
    fn settle(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Reads documents, all from one moment; `None` for one that does not exist.
    fn load(&self, documents: &[DocumentId]) -> Result<Vec<Option<Stored>>, StoreError>;

    /// Where documents stand; `None` for one that does not exist. Costs little, whatever their size.
    fn standing(&self, documents: &[DocumentId]) -> Result<Vec<Option<Standing>>, StoreError>;

    /// Reads what came after a place. `None` when the document must be loaded anew: it doesn't exist, or a snapshot
    /// has taken the place of some of those records.
    fn tail_after(&self, document: &DocumentId, seq: Seq) -> Result<Option<Tail>, StoreError>;

    /// Looks up the place of a batch whose outcome is unknown. Only a store beyond a network leaves its callers alive with
    /// such an outcome; here the process ends ([`StoreError::Fatal`]) and whoever comes back offers the edits again.
    fn find_batch(&self, document: &DocumentId, batch: &[u8; 16]) -> Result<Option<Seq>, StoreError>;

    /// Makes a document with its wrapped key, in generation 1. `false` when it was there; then nothing changes.
    fn create(&self, document: &DocumentId, wrapped_key: &[u8]) -> Result<bool, StoreError>;

    /// Keeps a snapshot of all records up to `up_to`; loading starts from it. The records stay as evidence
    /// ([`Store::history`]). `false`, and nothing changes, when the generation, the snapshot to be replaced or the head
    /// isn't what the caller believed.
    fn compact(
        &self,
        document: &DocumentId,
        generation: Generation,
        replaces: Option<Seq>,
        up_to: Seq,
        snapshot: &[u8],
    ) -> Result<bool, StoreError>;

    /// Every record of the document's generation, oldest first, those that a snapshot has replaced included: who did
    /// what, for the dossier. `None` when there is no such document.
    fn history(&self, document: &DocumentId) -> Result<Option<Records>, StoreError>;

    /// Begins a document anew after an erasure: the next generation, a new key, one snapshot (sealed for the next
    /// generation and for `head`), no record. All client ids are burnt, key and ciphertext before are overwritten.
    /// `None`, and nothing changes, when generation or head isn't what the caller believed.
    fn renew(
        &self,
        document: &DocumentId,
        generation: Generation,
        head: Seq,
        wrapped_key: &[u8],
        snapshot: &[u8],
    ) -> Result<Option<Generation>, StoreError>;

    /// Whose these item ids are in a case; `None` for one that nobody claimed.
    fn owners(&self, case: &CaseId, items: &[ItemId]) -> Result<Vec<Option<Owned>>, StoreError>;

    /// The documents of a case, by name.
    fn documents_of(&self, case: &CaseId) -> Result<Vec<DocumentId>, StoreError>;

    /// Keeps the wrapped key of a room. `false` when it has one; then nothing changes.
    fn put_room(&self, case: &CaseId, room: &RoomId, wrapped_key: &[u8]) -> Result<bool, StoreError>;
    /// The wrapped key of a room.
    fn get_room(&self, case: &CaseId, room: &RoomId) -> Result<Option<Vec<u8>>, StoreError>;
    /// Keeps the wrapped key of a case. `false` when it has one; then nothing changes.
    fn put_case(&self, case: &CaseId, wrapped_key: &[u8]) -> Result<bool, StoreError>;
    /// The wrapped key of a case.
    fn get_case(&self, case: &CaseId) -> Result<Option<Vec<u8>>, StoreError>;

    /// Every wrapped key of cases and rooms, by name, from one moment.
    fn wrapped_keys(&self) -> Result<WrappedKeys, StoreError>;
    /// Puts other wrappings in the place of the ones there are, with a small value under a name ([`Store::put_meta`]), in one
    /// transaction. `false`, and nothing changes, when these are not exactly the cases and rooms there are.
    fn rewrap(&self, keys: &WrappedKeys, name: &str, value: &[u8]) -> Result<bool, StoreError>;

    /// Keeps the next revision of a case's register, if `expected_revision` (0: none yet) is still the newest.
    fn put_register(&self, case: &CaseId, expected_revision: u64, sealed: &[u8]) -> Result<Revised, StoreError>;
    /// A case's register.
    fn get_register(&self, case: &CaseId) -> Result<Option<Register>, StoreError>;
    /// The cases that have a register, by name.
    fn list_cases(&self) -> Result<Vec<CaseId>, StoreError>;

    /// Keeps a session; a later one under the same hash takes its place.
    fn put_session(&self, hash: &SessionHash, session: &Session) -> Result<(), StoreError>;
    /// A session, whether or not it has run out: time is the caller's.
    fn get_session(&self, hash: &SessionHash) -> Result<Option<Session>, StoreError>;
    /// Says on which device a session that is kept goes on. `false`, and nothing changes, when there is none under the hash: one
    /// that ended stays ended.
    fn tie_session(&self, hash: &SessionHash, device: ItemId) -> Result<bool, StoreError>;
    /// Ends a session. `false` when there was none.
    fn delete_session(&self, hash: &SessionHash) -> Result<bool, StoreError>;
    /// Ends the sessions of a person in a case: all of them, or those that began on one device; gives their hashes.
    fn end_sessions_of(
        &self,
        case: &CaseId,
        person: &PersonId,
        device: Option<ItemId>,
    ) -> Result<Vec<SessionHash>, StoreError>;
    /// Ends the sessions that ran out at or before `now`; gives their hashes.
    fn sweep_sessions(&self, now: u64) -> Result<Vec<SessionHash>, StoreError>;

    /// Keeps a frozen version. `false` when the case has one of that id; then nothing changes.
    fn put_version(&self, case: &CaseId, version: &Version, sealed: &[u8]) -> Result<bool, StoreError>;
    /// The versions of a case, oldest first.
    fn list_versions(&self, case: &CaseId) -> Result<Vec<Version>, StoreError>;
    /// One version with its sealed bytes.
    fn get_version(&self, case: &CaseId, version: ItemId) -> Result<Option<(Version, Vec<u8>)>, StoreError>;

    /// Adds lines to the logs of cases, in one transaction with one fsync. Gives one outcome per append, in order, when what is
    /// stored is durable. A line is never changed or removed. On an error nothing is stored, except that after `Fatal` nobody
    /// knows.
    fn append_audit(&self, batch: &[AuditAppend]) -> Result<Vec<Logged>, StoreError>;
    /// The lines of a case's log after a place, oldest first, at most `limit`.
    fn audit_after(&self, case: &CaseId, seq: Seq, limit: usize) -> Result<Records, StoreError>;
    /// The sealed head of a case's log and the place of its last line, from one moment; `None` while there is no line.
    fn audit_head(&self, case: &CaseId) -> Result<Option<(Seq, Vec<u8>)>, StoreError>;

    /// Keeps a small value under a name, in the place of the former one.
    fn put_meta(&self, name: &str, value: &[u8]) -> Result<(), StoreError>;
    /// A small value by name.
    fn get_meta(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;
}
