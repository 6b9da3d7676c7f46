//! The register: what the server itself knows of a case — persons, rooms, members, consent — and whom it tells what.
//!
//! No CRDT. One sealed value per case in the store, one copy in memory, changed only through [`Register::revise`]. Who may do what
//! follows from it by the rules of `access::rules`.
//!
//! - [`case`]: one case; [`rights`]: what one person may do in it; [`opening`]: making a case, its people and rooms; [`succession`]: a room that goes on with others;
//!   [`admission`]: who comes into a room as it is, because the law says so; [`plain_name`]: a name in which all is seen
//! - [`consent`]: who agreed to what; [`agreeing`]: saying yes and taking it back; [`facts`]: what one reader is told
//! - [`emergency`]: who is let in for an hour, and what is asked about it afterwards; [`objecting`]: a youth who doesn't want a parent to
//!   read along; [`birthdays`]: what a birthday that is near will change

pub mod admission;
pub mod agreeing;
pub mod birthdays;
pub mod case;
pub mod consent;
pub mod emergency;
mod facts;
pub mod objecting;
pub mod opening;
pub mod plain_name;
mod rights;
pub mod succession;
#[cfg(test)]
mod trial;
#[cfg(test)]
mod years;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use samenbeeld_schema::ids::{CaseId, ItemId, RoomId};
use tokio::sync::watch;

pub use case::{
    CaseRegister, Involvement, ProviderLogin, RegisteredPerson, RegisteredRoom, SafetyCheck, Signs, Successor,
};
pub use consent::{Consent, Withdrawal};
pub use emergency::Emergency;
pub use objecting::Objection;
pub use rights::Rights;

use crate::document::Timestamp;
use crate::document::presence::{Homes, Households};
use crate::vault::{Vault, VaultError};
use crate::ways_in::invitation::LinkHash;

impl Homes for Register {
    fn of(&self, case: &CaseId) -> Arc<Households> {
        self.case(case).map(|known| known.households().clone()).unwrap_or_default()
    }
}

/// Tries to revise a register that another node revises at the same time.
const TRIES: usize = 5;

/// All cases of this process.
pub struct Register {
    vault: Arc<Vault>,
    cases: RwLock<HashMap<CaseId, Entry>>,
    doors: RwLock<Doors>,
    /// Held while a register is revised.
    revising: Mutex<()>,
}

struct Entry {
    register: Arc<CaseRegister>,
    /// Ticks whenever what somebody may do in this case may have changed.
    changed: watch::Sender<()>,
}

/// Why a register stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum ReviseError<E> {
    /// There is no such case.
    #[error("no such case")]
    Unknown,
    /// The change itself was refused.
    #[error("the change was refused")]
    Refused(E),
    #[error("{0}")]
    Vault(#[from] VaultError),
}

impl Register {
    /// Reads the register of every case.
    pub fn open(vault: Arc<Vault>) -> Result<Self, VaultError> {
        let mut cases = HashMap::new();
        for id in vault.store().list_cases()? {
            if let Some(register) = read(&vault, &id)? {
                cases.insert(id, Entry::new(Arc::new(register)));
            }
        }
        let mut doors = Doors::default();
        for entry in cases.values() {
            doors.learn(&entry.register);
        }
        Ok(Self { vault, cases: RwLock::new(cases), doors: RwLock::new(doors), revising: Mutex::default() })
    }

    pub fn case(&self, id: &CaseId) -> Option<Arc<CaseRegister>> {
        self.read().get(id).map(|entry| entry.register.clone())
    }

    pub fn cases(&self) -> BTreeMap<CaseId, Arc<CaseRegister>> {
        self.read().iter().map(|(id, entry)| (id.clone(), entry.register.clone())).collect()
    }

    /// Ticks whenever rights in a case may have changed: a revision, or a birthday.
    pub fn changes(&self, id: &CaseId) -> Option<watch::Receiver<()>> {
        self.read().get(id).map(|entry| entry.changed.subscribe())
    }

    /// Has rights judged again where time alone changed them: a birthday, the end of an emergency.
    pub fn let_pass(&self, after: Timestamp, until: Timestamp) {
        for entry in self.read().values().filter(|entry| entry.register.changes_within(after, until)) {
            entry.changed.send_replace(());
        }
    }

    /// Makes the keys of a case, its rooms and its documents. Nobody can come in yet; what is there already stays, so that
    /// it can be done again.
    pub fn prepare(&self, register: &CaseRegister) -> Result<(), VaultError> {
        let rooms: Vec<RoomId> = register.rooms.iter().map(|room| room.facts.id.clone()).collect();
        self.vault.begin_case(&register.case.id, &rooms, &register.documents())
    }

    /// Opens a prepared case for its members: the last thing to do, since from here on it counts as whole.
    pub fn publish(&self, mut register: CaseRegister) -> Result<Arc<CaseRegister>, VaultError> {
        register.revision = self.keep(&register)?;
        let register = Arc::new(register);
        self.doors().learn(&register);
        self.write().insert(register.case.id.clone(), Entry::new(register.clone()));
        Ok(register)
    }

    /// Changes the register of a case: on disk before anybody sees it, with the keys of rooms and documents that are new; then
    /// everybody's rights are judged again. `change` may run more than once, each time on the newest register. Blocks.
    pub fn revise<T, E>(
        &self,
        id: &CaseId,
        mut change: impl FnMut(&mut CaseRegister) -> Result<T, E>,
    ) -> Result<(T, Arc<CaseRegister>), ReviseError<E>> {
        let _one_at_a_time = self.revising.lock().unwrap_or_else(PoisonError::into_inner);
        let mut register = self.case(id).ok_or(ReviseError::Unknown)?.as_ref().clone();
        for _ in 0..TRIES {
            let outcome = change(&mut register).map_err(ReviseError::Refused)?;
            register.index();
            self.prepare(&register)?;
            match self.keep(&register) {
                Ok(revision) => {
                    register.revision = revision;
                    let register = Arc::new(register);
                    self.doors().learn(&register);
                    if let Some(entry) = self.write().get_mut(id) {
                        entry.register = register.clone();
                        entry.changed.send_replace(());
                    }
                    return Ok((outcome, register));
                }
                Err(VaultError::Moved) => register = read(&self.vault, id)?.ok_or(ReviseError::Unknown)?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(VaultError::Moved.into())
    }

    /// The case an invitation's link belongs to, whether or not it is still open.
    pub fn case_of_link(&self, link: &LinkHash) -> Option<CaseId> {
        self.doors.read().unwrap_or_else(PoisonError::into_inner).links.get(link).cloned()
    }

    /// The case in which a device or a passkey is known.
    pub fn case_of_device(&self, device: ItemId) -> Option<CaseId> {
        self.doors.read().unwrap_or_else(PoisonError::into_inner).devices.get(&device).cloned()
    }

    fn doors(&self) -> std::sync::RwLockWriteGuard<'_, Doors> {
        self.doors.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a register; gives its revision.
    fn keep(&self, register: &CaseRegister) -> Result<u64, VaultError> {
        let bytes = serde_json::to_vec(register).map_err(|_| VaultError::Damaged)?;
        self.vault.put_register(&register.case.id, register.revision, &bytes)
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, HashMap<CaseId, Entry>> {
        self.cases.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> std::sync::RwLockWriteGuard<'_, HashMap<CaseId, Entry>> {
        self.cases.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Which case the links, devices and passkeys belong to by which somebody comes in.
#[derive(Default)]
struct Doors {
    links: HashMap<LinkHash, CaseId>,
    devices: HashMap<ItemId, CaseId>,
}

impl Doors {
    fn learn(&mut self, register: &CaseRegister) {
        let id = register.id();
        self.links.retain(|_, case| case != id);
        self.devices.retain(|_, case| case != id);
        let links = register.ways_in.invitations().iter().map(|invitation| (*invitation.link(), id.clone()));
        self.links.extend(links);
        let devices = register.ways_in.devices().iter().map(|device| device.id);
        let passkeys = register.ways_in.passkeys().iter().map(|passkey| passkey.id);
        self.devices.extend(devices.chain(passkeys).map(|known| (known, id.clone())));
    }
}

impl Entry {
    fn new(register: Arc<CaseRegister>) -> Self {
        Self { register, changed: watch::Sender::new(()) }
    }
}

fn read(vault: &Vault, id: &CaseId) -> Result<Option<CaseRegister>, VaultError> {
    let Some((revision, bytes)) = vault.open_register(id)? else { return Ok(None) };
    let mut register: CaseRegister = serde_json::from_slice(&bytes).map_err(|_| VaultError::Damaged)?;
    register.revision = revision;
    register.index();
    Ok(Some(register))
}
