//! Keeping how a room was before much of it is taken out (docs/protocol.md R1). Documents only ask for it.

use std::collections::BTreeSet;

use samenbeeld_schema::ids::{DocumentId, ItemId, PersonId};

/// A restore point that was made.
pub struct RestorePoint {
    pub version: ItemId,
    /// Who is told: those who may freeze.
    pub told: BTreeSet<PersonId>,
}

/// Makes restore points.
pub trait RestorePoints: Send + Sync + 'static {
    /// Keeps how the room of this document is on disk now. `None` when that could not be done, or may not: what no version
    /// may hold. Blocks.
    fn make(&self, document: &DocumentId) -> Option<RestorePoint>;
}
