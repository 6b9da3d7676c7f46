//! What comes back from the journal and from blocking threads, and what a shard makes of it.

use std::sync::Arc;

use samenbeeld_schema::ids::{DocumentId, PersonId};
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_store::{Outcome, StoreError};

use super::{KindLabel, Shard};
use crate::document::core::Committed;
use crate::document::entry::Live;
use crate::document::load::{LoadError, Ready};
use crate::document::restore::RestorePoint;
use crate::vault::VaultError;

/// What comes back from blocking threads. Bounded by nature: each document has at most one of each under way.
pub(super) enum Returned {
    Loaded(Arc<DocumentId>, Result<Box<Ready>, LoadError>),
    Committed(Vec<Arc<DocumentId>>, Result<Vec<Outcome>, StoreError>),
    Looked(Arc<DocumentId>, Result<u64, VaultError>),
    Compacted(Arc<DocumentId>, Compaction),
    RestorePoint(Arc<DocumentId>, PersonId, Option<RestorePoint>),
}

/// What became of a snapshot.
pub(super) struct Compaction {
    pub(super) taken: bool,
    /// Up to where the store's snapshot goes now.
    pub(super) snapshot: Option<u64>,
}

impl Shard {
    pub(super) fn returned(&mut self, returned: Returned) {
        match returned {
            Returned::Loaded(document, Ok(ready)) => {
                let Some(entry) = self.entries.get_mut(&document) else { return };
                // An answer to a question of a former life of this document: what lives now has moved on.
                if matches!(&entry.live, Live::Open(core, _) if !core.is_reloading()) {
                    return;
                }
                let early = entry.open(*ready, &mut self.effects);
                let now = self.clock.now();
                if let Live::Open(core, _) = &mut entry.live {
                    for (seat, message) in early {
                        core.message(seat, message, now, &mut self.effects);
                    }
                }
                self.touched(&document);
            }
            Returned::Loaded(document, Err(error)) => {
                tracing::error!(document = %document.kind_label(), error = %error, "a document could not be loaded");
                match error {
                    LoadError::Store(_) => self.drop_document(&document, ErrorCode::StoreUnavailable),
                    // Only this one is damaged: the other documents of its readers' sockets go on.
                    LoadError::Unknown | LoadError::Invalid => self.close_document(&document),
                }
            }
            Returned::Committed(documents, Ok(outcomes)) => {
                for (document, outcome) in documents.iter().zip(outcomes) {
                    let Some(entry) = self.entries.get_mut(document) else { continue };
                    let Live::Open(core, _) = &mut entry.live else { continue };
                    let outcome = match outcome {
                        Outcome::Stored(seq) => Committed::Stored(seq),
                        Outcome::ItemTaken(item, kind) => Committed::ItemTaken(item, kind),
                        _ => Committed::Refused,
                    };
                    core.committed(outcome, &mut self.effects);
                    entry.pay_resyncs(&mut self.effects, &mut self.unwritten);
                    self.touched(document);
                }
            }
            Returned::Committed(documents, Err(error)) => {
                tracing::error!(documents = documents.len(), error = %error, "a commit was not kept; nothing was acknowledged");
                for document in documents {
                    self.drop_document(&document, ErrorCode::StoreUnavailable);
                }
            }
            Returned::Looked(document, Err(error)) => {
                // Whether the store knows more can't be known: nobody is refused for that.
                tracing::error!(document = %document.kind_label(), error = %error, "the store could not be looked at");
                self.drop_document(&document, ErrorCode::StoreUnavailable);
            }
            Returned::Looked(document, Ok(head)) => {
                if let Some(Live::Open(core, _)) = self.entries.get_mut(&document).map(|entry| &mut entry.live) {
                    core.looked(head, &mut self.effects);
                    self.touched(&document);
                }
            }
            Returned::RestorePoint(document, by, made) => {
                let Some(entry) = self.entries.get_mut(&document) else { return };
                let Live::Open(core, _) = &mut entry.live else { return };
                let told = made.map(|RestorePoint { version, told }| {
                    let notice = serde_json::json!({
                        "kind": "restore_point", "version": version, "document": entry.name, "by": by
                    });
                    (told, notice.to_string())
                });
                core.restore_point(told, self.clock.now(), &mut self.effects);
                self.touched(&document);
            }
            Returned::Compacted(document, compaction) => self.compacted(&document, &compaction),
        }
    }
}
