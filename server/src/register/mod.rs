//! The register: what the server itself knows of a case — persons, rooms, members, consent — and whom it tells what.
//!
//! No CRDT. One sealed value per case in the store, one copy in memory. Owns the cutting of facts to what one person may
//! see; who may read a document is decided in `access::policy`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use samenbeeld_schema::ids::{CaseId, DocumentId, DocumentKind, PersonId, RoomId};
use samenbeeld_schema::model::{CaseFacts, Facts, PersonFacts, Role, RoomFacts, RoomKind};
use samenbeeld_schema::text::PartialDate;
use serde::{Deserialize, Serialize};

use crate::access::policy;
use crate::document::presence::Households;
use crate::vault::{Vault, VaultError};

/// A person as the register knows them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RegisteredPerson {
    pub facts: PersonFacts,
    /// For a child without a way in: the rooms in which its name may be read.
    pub known_in: BTreeSet<RoomId>,
}

/// A room with what only the register needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RegisteredRoom {
    pub facts: RoomFacts,
    /// Whether frozen versions hold this room.
    pub in_dossier: bool,
}

/// Who agreed that whom may read what about whom.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Consent {
    pub about: PersonId,
    pub rooms: BTreeSet<RoomId>,
    pub readers: BTreeSet<PersonId>,
    pub by: BTreeSet<PersonId>,
    pub given_on: Option<PartialDate>,
    pub withdrawn_on: Option<PartialDate>,
}

/// The register of one case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CaseRegister {
    pub case: CaseFacts,
    pub persons: Vec<RegisteredPerson>,
    pub rooms: Vec<RegisteredRoom>,
    pub consents: Vec<Consent>,
    #[serde(skip)]
    households: Arc<Households>,
}

impl CaseRegister {
    pub fn new(
        case: CaseFacts,
        persons: Vec<RegisteredPerson>,
        rooms: Vec<RegisteredRoom>,
        consents: Vec<Consent>,
    ) -> Self {
        let mut register = Self { case, persons, rooms, consents, households: Arc::default() };
        register.index();
        register
    }

    fn index(&mut self) {
        let households = self.persons.iter().map(|person| {
            let homes = person.facts.household.iter().map(|home| home.as_str().to_owned()).collect();
            (person.facts.id.clone(), homes)
        });
        self.households = Arc::new(households.collect());
    }

    pub fn room(&self, id: &RoomId) -> Option<&RegisteredRoom> {
        self.rooms.iter().find(|room| room.facts.id == *id)
    }

    pub fn role_of(&self, person: &PersonId) -> Option<Role> {
        self.persons.iter().find(|known| known.facts.id == *person && known.facts.member).map(|known| known.facts.role)
    }

    pub fn households(&self) -> &Arc<Households> {
        &self.households
    }

    /// Every document this case has: the voices of members, boards and desks.
    pub fn documents(&self) -> Vec<DocumentId> {
        let mut documents = Vec::new();
        for RegisteredRoom { facts: room, .. } in &self.rooms {
            let mut add = |kind| documents.push(DocumentId::new(self.case.id.clone(), room.id.clone(), kind));
            for member in room.members.iter().chain(room.former_members.iter().map(|former| &former.person)) {
                add(DocumentKind::Voice(member.clone()));
            }
            if policy::has_board(room.kind) {
                add(DocumentKind::Board);
            }
            if policy::has_desk(room.kind) {
                add(DocumentKind::Desk);
            }
        }
        documents
    }

    /// The facts one person may see: their rooms, the names in those rooms; birth date, household and gezag only in `core`.
    pub fn facts_for(&self, reader: &PersonId) -> Facts {
        let rooms: Vec<RoomFacts> = self
            .rooms
            .iter()
            .filter(|room| room.facts.members.contains(reader))
            .map(|room| room.facts.clone())
            .collect();
        self.facts_in(rooms)
    }

    /// The facts as they stand in one room: what every reader of that room may see.
    pub fn facts_of_room(&self, room: &RoomId) -> Facts {
        self.facts_in(self.room(room).map(|room| room.facts.clone()).into_iter().collect())
    }

    fn facts_in(&self, rooms: Vec<RoomFacts>) -> Facts {
        let in_core = rooms.iter().any(|room| room.kind == RoomKind::Core);
        let named = |person: &RegisteredPerson| {
            rooms.iter().any(|room| {
                room.members.contains(&person.facts.id)
                    || room.former_members.iter().any(|former| former.person == person.facts.id)
                    || person.known_in.contains(&room.id)
            })
        };
        let persons = self
            .persons
            .iter()
            .filter(|person| named(person))
            .map(|person| {
                let facts = &person.facts;
                if in_core {
                    return facts.clone();
                }
                let mut named = PersonFacts::named(facts.id.clone(), facts.name.clone(), facts.role);
                named.organisation = facts.organisation.clone();
                named.member = facts.member;
                named.index = facts.index;
                named
            })
            .collect();
        let mut case = self.case.clone();
        if !in_core {
            case.legal_frame = None;
            case.regisseur =
                case.regisseur.filter(|regisseur| rooms.iter().any(|room| room.members.contains(regisseur)));
        }
        Facts { case, persons, rooms }
    }
}

/// All cases of this process.
pub struct Register {
    vault: Arc<Vault>,
    cases: RwLock<HashMap<CaseId, Arc<CaseRegister>>>,
}

impl Register {
    /// Reads the register of every case.
    pub fn open(vault: Arc<Vault>) -> Result<Self, VaultError> {
        let mut cases = HashMap::new();
        for id in vault.store().list_cases()? {
            if let Some(bytes) = vault.open_register(&id)? {
                let mut register: CaseRegister = serde_json::from_slice(&bytes).map_err(|_| VaultError::Damaged)?;
                register.index();
                cases.insert(id, Arc::new(register));
            }
        }
        Ok(Self { vault, cases: RwLock::new(cases) })
    }

    pub fn case(&self, id: &CaseId) -> Option<Arc<CaseRegister>> {
        self.cases.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    pub fn cases(&self) -> BTreeMap<CaseId, Arc<CaseRegister>> {
        let cases = self.cases.read().unwrap_or_else(PoisonError::into_inner);
        cases.iter().map(|(id, register)| (id.clone(), register.clone())).collect()
    }

    /// Makes the keys of a case, its rooms and its documents. Nobody can come in yet; what is there already stays, so that
    /// it can be done again.
    pub fn prepare(&self, register: &CaseRegister) -> Result<(), VaultError> {
        let rooms: Vec<RoomId> = register.rooms.iter().map(|room| room.facts.id.clone()).collect();
        self.vault.begin_case(&register.case.id, &rooms, &register.documents())
    }

    /// Opens a prepared case for its members: the last thing to do, since from here on it counts as whole.
    pub fn publish(&self, register: CaseRegister) -> Result<Arc<CaseRegister>, VaultError> {
        let id = register.case.id.clone();
        let bytes = serde_json::to_vec(&register).map_err(|_| VaultError::Damaged)?;
        self.vault.put_register(&id, 0, &bytes)?;
        let register = Arc::new(register);
        self.cases.write().unwrap_or_else(PoisonError::into_inner).insert(id, register.clone());
        Ok(register)
    }
}
