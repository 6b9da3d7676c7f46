//! Carries out what the cores decide: messages go to seats, commits to the journal, what takes its time to blocking threads.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use samenbeeld_schema::ids::DocumentId;
use samenbeeld_schema::protocol::ErrorCode;
use samenbeeld_store::Append;

use super::returned::Returned;
use super::{KindLabel, Shard};
use crate::document::core::Effect;
use crate::document::entry::Live;
use crate::document::load;
use crate::document::roots::DocumentRoots;

impl Shard {
    /// Carries out what the core of one document decided, and marks it for this turn's flush.
    pub(super) fn touched(&mut self, document: &Arc<DocumentId>) {
        self.carry_out(document);
        let Some(entry) = self.entries.get(document) else { return };
        let Live::Open(core, _) = &entry.live else { return };
        if core.wants_flush() {
            self.dirty.insert(document.clone());
        }
        if core.needs_tick() {
            self.ticking.insert(document.clone());
        }
    }

    pub(super) fn flush(&mut self) {
        let mut appends: Vec<(Arc<DocumentId>, Append)> = Vec::new();
        let mut dirty = std::mem::take(&mut self.dirty);
        for document in dirty.drain() {
            let Some(entry) = self.entries.get_mut(&document) else { continue };
            let Live::Open(core, key) = &mut entry.live else { continue };
            core.flush(&mut self.effects);
            let commit = self.effects.iter().position(|effect| matches!(effect, Effect::Commit(_)));
            if let Some(Effect::Commit(commit)) = commit.map(|position| self.effects.remove(position)) {
                match self.vault.seal_commit(key, &document, commit) {
                    Ok(append) => appends.push((document.clone(), append)),
                    Err(error) => {
                        tracing::error!(error = %error, "a commit could not be sealed; nothing was acknowledged");
                        self.effects.clear();
                        self.drop_document(&document, ErrorCode::StoreUnavailable);
                    }
                }
            }
            self.touched(&document);
        }
        // Keep the set's memory for the next turn, but what carrying out marked anew belongs to that turn.
        if self.dirty.is_empty() {
            self.dirty = dirty;
        }
        if !appends.is_empty() {
            self.submit(appends);
        }
    }

    fn submit(&mut self, appends: Vec<(Arc<DocumentId>, Append)>) {
        let (documents, records): (Vec<_>, Vec<_>) = appends.into_iter().unzip();
        let returns = self.returns.clone();
        let reply_to = documents.clone();
        let reply = Box::new(move |result| {
            // The journal's own thread: it may wait for a shard that is behind.
            let _ = returns.blocking_send(Returned::Committed(reply_to, result));
        });
        if self.vault.journal().submit(records, reply).is_err() {
            tracing::error!(documents = documents.len(), "the journal takes nothing more; nothing was acknowledged");
            for document in documents {
                self.drop_document(&document, ErrorCode::StoreUnavailable);
            }
        }
    }

    fn carry_out(&mut self, document: &Arc<DocumentId>) {
        while !self.effects.is_empty() {
            for effect in std::mem::take(&mut self.effects) {
                self.carry_out_one(document, effect);
            }
        }
    }

    fn carry_out_one(&mut self, document: &Arc<DocumentId>, effect: Effect) {
        let Some(entry) = self.entries.get_mut(document) else { return };
        match effect {
            Effect::Send(seat, message) => {
                if let Some(sink) = entry.sinks.get(&seat) {
                    sink.send(&entry.name, &message, &mut self.unwritten);
                }
            }
            Effect::Broadcast(message) => entry.broadcast(&message, self.clock.now(), &mut self.unwritten),
            Effect::Refuse(seat, code) => {
                tracing::info!(code = code.code(), "a seat was refused");
                if let Some(sink) = entry.sinks.remove(&seat) {
                    sink.refuse(&entry.name, code);
                }
            }
            Effect::LookAtStore { .. } => {
                let (vault, returns, document) = (self.vault.clone(), self.returns.clone(), document.clone());
                tokio::task::spawn_blocking(move || {
                    let head = vault.head_of(&document);
                    let _ = returns.blocking_send(Returned::Looked(document, head));
                });
            }
            Effect::Reload => {
                let roots = entry.roots.clone();
                self.start_load(document.clone(), roots, None);
            }
            Effect::Quarantine { generation, head } => {
                tracing::error!(document = %document.kind_label(), "yrs failed again: the document is closed for writing");
                let roots = entry.roots.clone();
                self.start_load(document.clone(), roots, Some((generation, head)));
            }
            Effect::RestorePoint { by } => {
                let (points, returns) = (self.restore_points.clone(), self.returns.clone());
                let document = document.clone();
                tokio::task::spawn_blocking(move || {
                    // What waits for it must never wait for ever.
                    let made = catch_unwind(AssertUnwindSafe(|| points.make(&document))).unwrap_or_default();
                    let _ = returns.blocking_send(Returned::RestorePoint(document, by, made));
                });
            }
            // A commit is taken out by `flush`, right after the core asked for it.
            Effect::Commit(_) => {}
        }
    }

    /// Reads a document, after the store was told that it is closed for writing where it stands, if it is.
    pub(super) fn start_load(&self, document: Arc<DocumentId>, roots: DocumentRoots, closed_at: Option<(u32, u64)>) {
        let (vault, returns) = (self.vault.clone(), self.returns.clone());
        tokio::task::spawn_blocking(move || {
            if let Some((generation, head)) = closed_at
                && let Err(error) = vault.quarantine(&document, generation, head)
            {
                tracing::error!(error = %error, "that it is closed could not be kept; it holds while it is in memory");
            }
            let ready = load::load(&vault, &document, &roots).map(Box::new);
            let _ = returns.blocking_send(Returned::Loaded(document, ready));
        });
    }
}
