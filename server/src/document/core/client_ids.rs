//! Whose a client id is (docs/protocol.md C1–C3): bound on disk, reserved for someone who has not written under it yet, or
//! told to go.

use std::collections::{HashMap, VecDeque};

use samenbeeld_gate::Owner;
use samenbeeld_schema::ids::PersonId;

/// Client ids of one person that are reserved, and as many that are sent away. The oldest makes room and is judged like
/// any other from then on: a reservation that was never written under, a frame that is very late.
pub const REMEMBERED_MAX: usize = 256;

/// The client ids of one document.
pub struct ClientIds {
    /// With the generation each was bound in.
    bound: HashMap<u64, (PersonId, u32)>,
    reserved: Remembered,
    /// Told to start afresh: a late frame of a dead socket must not store their words twice.
    sent_away: Remembered,
}

impl ClientIds {
    pub fn new(bound: HashMap<u64, (PersonId, u32)>) -> Self {
        Self { bound, reserved: Remembered::default(), sent_away: Remembered::default() }
    }

    /// What is bound was read again from the store.
    pub fn reloaded(&mut self, bound: HashMap<u64, (PersonId, u32)>) {
        self.bound = bound;
    }

    /// Whose a client id is for this person; `fresh` is what the batch being judged binds.
    pub fn owner(&self, client: u64, person: &PersonId, generation: u32, fresh: &[(u64, PersonId)]) -> Owner {
        let fresh = fresh.iter().find(|(id, _)| *id == client).map(|(_, owner)| owner);
        match (self.bound.get(&client), fresh) {
            _ if self.sent_away.of.contains_key(&client) => Owner::Burnt,
            (Some((_, bound_in)), _) if *bound_in < generation => Owner::Burnt,
            (Some((owner, _)), _) | (None, Some(owner)) if owner == person => Owner::Sender,
            (Some(_), _) | (None, Some(_)) => Owner::Other,
            (None, None) if self.is_anothers(client, person) => Owner::Other,
            (None, None) => Owner::Free,
        }
    }

    /// Who writes under it; `fresh` is what the batch being judged binds.
    pub fn author<'a>(&'a self, client: u64, fresh: &'a [(u64, PersonId)]) -> Option<&'a PersonId> {
        let fresh = || fresh.iter().find(|(id, _)| *id == client).map(|(_, owner)| owner);
        self.bound.get(&client).map(|(owner, _)| owner).or_else(fresh)
    }

    /// Whether it is bound to or reserved for somebody else.
    pub fn is_anothers(&self, client: u64, person: &PersonId) -> bool {
        let bound = self.bound.get(&client).map(|(owner, _)| owner);
        bound.or_else(|| self.reserved.of.get(&client)).is_some_and(|owner| owner != person)
    }

    /// Keeps a client id for who came with it first, until their first struct binds it. Says whether it is theirs.
    pub fn reserve(&mut self, client: u64, person: &PersonId) -> bool {
        if self.is_anothers(client, person) {
            return false;
        }
        if !self.bound.contains_key(&client) {
            self.reserved.add(client, person);
        }
        true
    }

    /// These are on disk now.
    pub fn bind(&mut self, bindings: Vec<(u64, PersonId)>, generation: u32) {
        for (client, person) in bindings {
            self.reserved.remove(client);
            self.bound.insert(client, (person, generation));
        }
    }

    /// Whoever is told to start afresh offers the same words under a new client id: the old ones are refused from here on,
    /// but not one that is somebody else's, who was told nothing.
    pub fn send_away(&mut self, clients: impl Iterator<Item = u64>, person: &PersonId) {
        for client in clients {
            if !self.is_anothers(client, person) {
                self.sent_away.add(client, person);
            }
        }
    }
}

/// Client ids with whose they are, of each person the last [`REMEMBERED_MAX`].
#[derive(Default)]
struct Remembered {
    of: HashMap<u64, PersonId>,
    by_age: HashMap<PersonId, VecDeque<u64>>,
}

impl Remembered {
    fn add(&mut self, client: u64, person: &PersonId) {
        if self.of.contains_key(&client) {
            return;
        }
        let ids = self.by_age.entry(person.clone()).or_default();
        if ids.len() >= REMEMBERED_MAX
            && let Some(oldest) = ids.pop_front()
        {
            self.of.remove(&oldest);
        }
        ids.push_back(client);
        self.of.insert(client, person.clone());
    }

    fn remove(&mut self, client: u64) {
        if let Some(ids) = self.of.remove(&client).and_then(|person| self.by_age.get_mut(&person)) {
            ids.retain(|id| *id != client);
        }
    }
}
