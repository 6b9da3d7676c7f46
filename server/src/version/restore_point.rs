//! A version that nobody asked for: how a room was before much of it was taken out (docs/protocol.md R1).

use std::sync::Arc;

use samenbeeld_schema::ids::{DocumentId, ItemId};
use samenbeeld_schema::model::VersionKind;
use samenbeeld_schema::text::Short;

use super::freeze;
use crate::clock::{self, Clock};
use crate::document::restore::{RestorePoint, RestorePoints};
use crate::register::Register;
use crate::vault::Vault;
use crate::words::sentence;

/// Freezes the room of a document as a working version. Only that room: to who does not read it, not even the moment tells
/// that something went there.
pub struct FrozenRooms {
    pub vault: Arc<Vault>,
    pub register: Arc<Register>,
    pub clock: Arc<dyn Clock>,
}

impl RestorePoints for FrozenRooms {
    fn make(&self, document: &DocumentId) -> Option<RestorePoint> {
        let case = self.register.case(&document.case)?;
        if !case.room(&document.room)?.in_dossier {
            return None;
        }
        let wanted = freeze::Wanted {
            id: ItemId::from_random(clock::random()),
            kind: VersionKind::Working,
            reason: Short::parse(&sentence("version-restore-point", &[])).ok()?,
            by: None,
            now: self.clock.now(),
            claimed_at: None,
            only: Some(document.room.clone()),
        };
        let version = wanted.id;
        if let Err(error) = freeze::freeze(&self.vault, &case, wanted) {
            tracing::error!(error = %error, "a restore point could not be made; what waited for it goes on without");
            return None;
        }
        let now = self.clock.now();
        let chairs = case.persons.iter().map(|person| &person.facts.id).filter(|person| case.leads(person, now));
        Some(RestorePoint { version, told: chairs.cloned().collect() })
    }
}
