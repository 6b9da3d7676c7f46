//! What time asks of a shard: presence to send, gaps that never filled, slow readers, snapshots, documents to put away.

use samenbeeld_gate::Index;

use super::{Returned, Shard};
use crate::document::Timestamp;
use crate::document::entry::Live;
use crate::vault::Whole;

/// A document without seats is put away after this many milliseconds.
const IDLE_MS: u64 = 30_000;
/// Every how many ticks idle documents are looked for.
const SWEEP_TICKS: u64 = 25;
/// Records after the snapshot at which a living document gets a new snapshot.
const COMPACT_RECORDS: usize = 2_000;

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

    /// Gives up readers that lag for too long, snapshots long tails, puts idle documents away.
    fn sweep(&mut self, now: Timestamp) {
        let mut idle = Vec::new();
        let mut troubled = Vec::new();
        for (document, entry) in &mut self.entries {
            entry.give_up_laggards(now);
            let Live::Open(core, key) = &mut entry.live else { continue };
            let unused = entry.sinks.is_empty() && core.is_quiet() && now.saturating_sub(entry.idle_since) > IDLE_MS;
            if unused {
                idle.push(document.clone());
            }
            let due = if unused { entry.tail > 0 } else { entry.tail >= COMPACT_RECORDS };
            if !due || entry.compacting || !core.is_quiet() {
                continue;
            }
            let mut effects = Vec::new();
            if let Some(state) = core.whole(&mut effects) {
                let runs = core.runs();
                entry.compacting = true;
                let roots = entry.roots.clone();
                let (head, generation, replaces, key) = (core.head(), core.generation(), entry.snapshot, key.clone());
                let (vault, returns, document) = (self.vault.clone(), self.returns.clone(), document.clone());
                tokio::task::spawn_blocking(move || {
                    // A snapshot that could not be loaded again is worse than a long tail.
                    let loads = Index::load(&state, &roots).is_ok();
                    let whole = Whole { state: &state, runs: &runs };
                    let done = loads && vault.compact(&key, &document, generation, replaces, head, whole);
                    let _ = returns.blocking_send(Returned::Compacted(document, done.then_some(head)));
                });
            } else {
                idle.retain(|putting_away| putting_away != document);
                troubled.push((document.clone(), effects));
            }
        }
        for (document, effects) in troubled {
            self.effects = effects;
            self.touched(&document);
        }
        for document in idle {
            self.entries.remove(&document);
            self.ticking.remove(&document);
        }
    }
}
