//! Sessions are kept by the server: the cookie holds a secret, the store only its hash. Ending one is felt at once by
//! every socket that stands on it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use samenbeeld_schema::ids::{CaseId, ItemId, PersonId};
use samenbeeld_store::{SessionHash, Store, StoreError};
use sha2::{Digest, Sha256};
use tokio::sync::watch;

use crate::clock;

/// How long a session lasts, in milliseconds.
pub const LIFETIME_MS: u64 = 12 * 60 * 60 * 1000;
/// Sessions kept in memory; the least recent go, and are read from the store again when needed.
const CACHED_MAX: usize = 100_000;

/// A session that stands. Only [`Sessions`] makes one.
#[derive(Clone)]
pub struct Session {
    inner: Arc<Inner>,
}

struct Inner {
    hash: SessionHash,
    case: CaseId,
    person: PersonId,
    device: OnceLock<ItemId>,
    expires: u64,
    /// Until when its owner is in, here and where they go from here. Known to the process that began it.
    bound: u64,
    ended: watch::Sender<bool>,
}

impl Session {
    pub fn case(&self) -> &CaseId {
        &self.inner.case
    }
    pub fn person(&self) -> &PersonId {
        &self.inner.person
    }
    /// The device it is on, or the passkey it began with, when that is one the register knows.
    pub fn device(&self) -> Option<ItemId> {
        self.inner.device.get().copied()
    }
    /// How a ticket names this session: the hash, which opens nothing.
    pub fn reference(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.inner.hash)
    }
    pub fn expires(&self) -> u64 {
        self.inner.expires
    }
    /// Until when its owner is in, also where they go from here: later than this session ends when that is for an emergency.
    pub fn bound(&self) -> u64 {
        self.inner.bound
    }
    /// Becomes true when the session ends.
    pub fn ended(&self) -> watch::Receiver<bool> {
        self.inner.ended.subscribe()
    }
    fn stands(&self, now: u64) -> bool {
        now < self.inner.expires && !*self.inner.ended.borrow()
    }
}

pub struct Sessions {
    store: Arc<dyn Store>,
    known: Mutex<HashMap<SessionHash, Session>>,
}

impl Sessions {
    pub fn new(store: Arc<dyn Store>) -> Self {
        Self { store, known: Mutex::new(HashMap::new()) }
    }

    /// Begins a session; the secret goes into the cookie and is kept nowhere else.
    pub fn begin(
        &self,
        case: CaseId,
        person: PersonId,
        device: Option<ItemId>,
        now: u64,
    ) -> Result<(String, Session), StoreError> {
        self.begin_until(case, person, device, (now, now + LIFETIME_MS, now + LIFETIME_MS))
    }

    /// Begins a session that ends at a moment of its own; the third moment is its bound.
    pub fn begin_until(
        &self,
        case: CaseId,
        person: PersonId,
        device: Option<ItemId>,
        (now, expires, bound): (u64, u64, u64),
    ) -> Result<(String, Session), StoreError> {
        let secret = URL_SAFE_NO_PAD.encode(clock::random::<32>());
        let hash = hash(&secret);
        let kept =
            samenbeeld_store::Session { case: case.clone(), person: person.clone(), device, created: now, expires };
        self.store.put_session(&hash, &kept)?;
        let inner =
            Inner { hash, case, person, device: known(device), expires, bound, ended: watch::Sender::new(false) };
        let session = Session { inner: Arc::new(inner) };
        self.remember(session.clone());
        Ok((secret, session))
    }

    /// The session of a cookie, if it stands.
    pub fn by_secret(&self, secret: &str, now: u64) -> Option<Session> {
        if secret.len() > 64 {
            return None;
        }
        self.by_hash(hash(secret), now)
    }

    /// The session a ticket names.
    pub fn by_reference(&self, reference: &str, now: u64) -> Option<Session> {
        let bytes = URL_SAFE_NO_PAD.decode(reference).ok()?;
        self.by_hash(bytes.try_into().ok()?, now)
    }

    /// Says on which device a session goes on, so that it ends with it. Only the first device counts. Blocks.
    pub fn tie(&self, session: &Session, device: ItemId) -> Result<(), StoreError> {
        let device = *session.inner.device.get_or_init(|| device);
        self.store.tie_session(&session.inner.hash, device)?;
        Ok(())
    }

    /// Ends a session: its sockets close, its tickets open nothing. `false` when it had ended already.
    pub fn end(&self, session: &Session) -> Result<bool, StoreError> {
        let stood = self.store.delete_session(&session.inner.hash)?;
        self.lock().remove(&session.inner.hash);
        session.inner.ended.send_replace(true);
        Ok(stood)
    }

    /// Ends the sessions of a person: all, or those that began on one device. Their sockets close. Blocks.
    pub fn end_all_of(&self, case: &CaseId, person: &PersonId, device: Option<ItemId>) -> Result<(), StoreError> {
        self.forget(&self.store.end_sessions_of(case, person, device)?);
        Ok(())
    }

    /// Forgets the sessions that ran out. Blocks.
    pub fn sweep(&self, now: u64) -> Result<(), StoreError> {
        self.forget(&self.store.sweep_sessions(now)?);
        Ok(())
    }

    fn forget(&self, ended: &[SessionHash]) {
        let mut known = self.lock();
        for hash in ended {
            if let Some(session) = known.remove(hash) {
                session.inner.ended.send_replace(true);
            }
        }
    }

    fn by_hash(&self, hash: SessionHash, now: u64) -> Option<Session> {
        if let Some(known) = self.lock().get(&hash) {
            return known.stands(now).then(|| known.clone());
        }
        let kept = self.store.get_session(&hash).ok()??;
        if now >= kept.expires {
            return None;
        }
        let inner = Inner {
            hash,
            case: kept.case,
            person: kept.person,
            device: known(kept.device),
            expires: kept.expires,
            bound: kept.expires,
            ended: watch::Sender::new(false),
        };
        let session = self.remember(Session { inner: Arc::new(inner) });
        // It may have been ended between the reading and the remembering.
        if !matches!(self.store.get_session(&hash), Ok(Some(_))) {
            self.lock().remove(&hash);
            return None;
        }
        Some(session)
    }

    /// Keeps one object per session, so that ending it reaches all that stand on it.
    fn remember(&self, session: Session) -> Session {
        let mut known = self.lock();
        if known.len() >= CACHED_MAX {
            // A session no socket or request holds can be read again from the store.
            known.retain(|_, session| Arc::strong_count(&session.inner) > 1);
        }
        known.entry(session.inner.hash).or_insert(session).clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<SessionHash, Session>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn known(device: Option<ItemId>) -> OnceLock<ItemId> {
    device.map_or_else(OnceLock::new, OnceLock::from)
}

fn hash(secret: &str) -> SessionHash {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use samenbeeld_store::memory::MemoryStore;

    fn sessions() -> Sessions {
        Sessions::new(Arc::new(MemoryStore::new()))
    }

    fn begin(sessions: &Sessions) -> (String, Session) {
        sessions.begin(CaseId::parse("c").unwrap(), PersonId::parse("noor").unwrap(), None, 1_000).unwrap()
    }

    #[test]
    fn a_session_is_found_by_its_secret_until_it_runs_out() {
        let sessions = sessions();
        let (secret, _) = begin(&sessions);
        assert!(sessions.by_secret(&secret, 2_000).is_some());
        assert!(sessions.by_secret(&secret, 1_000 + LIFETIME_MS).is_none());
        assert!(sessions.by_secret("guessed", 2_000).is_none());
    }

    #[test]
    fn ending_a_session_is_felt_by_everyone_who_holds_it() {
        let sessions = sessions();
        let (secret, _) = begin(&sessions);
        let held = sessions.by_secret(&secret, 2_000).unwrap();
        let ended = held.ended();
        sessions.end(&held).unwrap();
        assert!(*ended.borrow());
        assert!(sessions.by_secret(&secret, 2_000).is_none());
        assert!(sessions.by_reference(&held.reference(), 2_000).is_none());
    }

    #[test]
    fn a_session_ends_with_the_device_it_was_tied_to_and_one_that_ended_is_not_kept_by_tying_it() {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let sessions = Sessions::new(store.clone());
        let (secret, held) = begin(&sessions);
        let phone = ItemId::from_random([1; 16]);
        sessions.tie(&held, phone).unwrap();
        assert_eq!(held.device(), Some(phone));
        assert_eq!(Sessions::new(store.clone()).by_secret(&secret, 2_000).unwrap().device(), Some(phone));
        sessions.end_all_of(held.case(), held.person(), Some(phone)).unwrap();
        assert!(*held.ended().borrow());
        sessions.tie(&held, phone).unwrap();
        assert!(Sessions::new(store).by_secret(&secret, 2_000).is_none());
    }

    #[test]
    fn what_ran_out_is_swept_from_memory_and_store_and_its_sockets_feel_it() {
        let store = Arc::new(MemoryStore::new());
        let sessions = Sessions::new(store.clone());
        let (old, held) = begin(&sessions);
        let (young, _) =
            sessions.begin(CaseId::parse("c").unwrap(), PersonId::parse("noor").unwrap(), None, 2_000).unwrap();
        let ended = held.ended();
        sessions.sweep(999 + LIFETIME_MS).unwrap();
        assert!(!*ended.borrow());
        sessions.sweep(1_000 + LIFETIME_MS).unwrap();
        assert!(*ended.borrow());
        assert_eq!(store.get_session(&hash(&old)), Ok(None));
        assert!(sessions.by_secret(&young, 1_000 + LIFETIME_MS).is_some());
    }

    #[test]
    fn a_session_outlives_the_process() {
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let (secret, _) = begin(&Sessions::new(store.clone()));
        assert!(Sessions::new(store).by_secret(&secret, 2_000).is_some());
    }
}
