//! What time asks of a shard: presence to send, gaps that never filled, slow readers, snapshots, documents to put away.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use samenbeeld_schema::ids::DocumentId;

use super::returned::{Compaction, Returned};
use super::{KindLabel, Shard};
use crate::document::Timestamp;
use crate::document::core::Health;
use crate::document::entry::Live;
use crate::vault::Whole;

/// A document without seats is put away after this many milliseconds.
const IDLE_MS: u64 = 30_000;
/// Every how many ticks idle documents are looked for.
const SWEEP_TICKS: u64 = 25;
/// Records after the snapshot at which a living document gets a new snapshot.
pub(super) const COMPACT_RECORDS: u64 = 2_000;
/// After a snapshot that was not taken the next is tried this much later.
const COMPACT_AGAIN_MS: u64 = 60_000;

impl Shard {
    pub(super) fn tick(&mut self) {
        self.ticks += 1;
        let now = self.clock.now();
        let mut ticking: Vec<_> = self.ticking.drain().collect();
        for document in ticking.drain(..) {
            if let Some(Live::Open(core, _)) = self.entries.get_mut(&document).map(|entry| &mut entry.live) {
                core.tick(now, &mut self.effects);
            }
            self.touched(&document);
        }
        if self.ticks.is_multiple_of(SWEEP_TICKS) {
            self.sweep(now);
        }
    }

    /// Gives up readers that lag for too long, snapshots long tails, puts idle documents away. A document whose tail gets a
    /// snapshot is put away only after that came back, by a later sweep.
    pub(super) fn sweep(&mut self, now: Timestamp) {
        let mut idle = Vec::new();
        let mut due = Vec::new();
        for (document, entry) in &mut self.entries {
            entry.give_up_laggards(now);
            let Live::Open(core, _) = &entry.live else { continue };
            if entry.compacting || !core.is_quiet() {
                continue;
            }
            let unused =
                entry.sinks.is_empty() && core.may_be_put_away(now) && now.saturating_sub(entry.idle_since) > IDLE_MS;
            let long = entry.tail() >= if unused { 1 } else { COMPACT_RECORDS };
            // What is to be repaired stays as it was found.
            let whole = core.health() != Health::Quarantined;
            if long && whole && now >= entry.rests_until {
                due.push(document.clone());
            } else if unused {
                idle.push(document.clone());
            }
        }
        for document in due {
            self.compact(&document);
            self.touched(&document);
        }
        for document in idle {
            self.entries.remove(&document);
            self.ticking.remove(&document);
        }
    }

    fn compact(&mut self, document: &Arc<DocumentId>) {
        let Some(entry) = self.entries.get_mut(document) else { return };
        let Live::Open(core, key) = &mut entry.live else { return };
        let Some(snapshot) = core.snapshot(&mut self.effects) else { return };
        let runs = core.runs();
        entry.compacting = true;
        let (roots, head, generation) = (entry.roots.clone(), core.head(), core.generation());
        let (replaces, key) = (entry.snapshot, key.clone());
        let (vault, returns, document) = (self.vault.clone(), self.returns.clone(), document.clone());
        tokio::task::spawn_blocking(move || {
            let make = || {
                // A snapshot that would read as something else is worse than a long tail.
                let alike = snapshot.reads_alike(&roots);
                if !alike {
                    tracing::error!(document = %document.kind_label(), "a snapshot does not read as what lives; not kept");
                }
                let taken = alike && {
                    let whole = Whole { state: &snapshot.whole, runs: &runs };
                    vault.compact(&key, &document, generation, replaces, head, whole)
                };
                // Another node may have made one, or this one did before it read the document last.
                let snapshot = if taken { Some(head) } else { vault.snapshot_of(&document).unwrap_or(replaces) };
                Compaction { taken, snapshot }
            };
            // The document waits in memory for the answer: it must come.
            let done = catch_unwind(AssertUnwindSafe(make));
            let done = done.unwrap_or(Compaction { taken: false, snapshot: replaces });
            let _ = returns.blocking_send(Returned::Compacted(document, done));
        });
    }

    pub(super) fn compacted(&mut self, document: &DocumentId, compaction: &Compaction) {
        let Some(entry) = self.entries.get_mut(document) else { return };
        entry.compacting = false;
        if !compaction.taken {
            entry.rests_until = self.clock.now().saturating_add(COMPACT_AGAIN_MS);
        }
        // Also while it is read anew: what was read before this snapshot does not know of it.
        entry.has_snapshot(compaction.snapshot);
    }
}
