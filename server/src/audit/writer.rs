//! The one who writes the log: one thread, one commit with one fsync for all that came in while the last one was written.
//!
//! Bounded: when too much waits, [`Closed`] says so at once and what was asked for is not given. Whether an opening belongs to
//! a reading session is decided here, one after the other, so that two requests at once write one line.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use samenbeeld_schema::ids::CaseId;
use samenbeeld_store::{AuditAppend, Logged, StoreError};
use tokio::sync::oneshot;

use super::chain::{NodeKey, Tip};
use super::event::Event;
use super::reading::{Opening, Readings};
use crate::vault::{Vault, VaultError};

/// Requests that may wait.
const WAITING_MAX: usize = 1024;
/// Lines after which a commit takes no more in.
const COMMIT_LINES: usize = 1024;
/// How often lines are added anew after somebody else was first.
const TRIES: usize = 4;
/// Ends of chains remembered; when there are more all are read again.
const TIPS_MAX: usize = 10_000;

/// Something to write down in the log of a case.
pub struct Entry {
    pub case: CaseId,
    pub event: Event,
    /// Only when it begins a reading session.
    pub once: Option<Opening>,
}

/// It was not written down, so it must not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the log takes nothing now")]
pub struct Closed;

struct Submission {
    entries: Vec<Entry>,
    /// Nobody waits for a refusal to be written down.
    reply: Option<oneshot::Sender<Result<(), Closed>>>,
}

/// The way to the writing thread.
pub struct Writer {
    queue: Mutex<Option<SyncSender<Submission>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the writing thread. `on_fatal` must end the process: nobody knows any more what is on disk.
    pub fn start(
        vault: Arc<Vault>,
        key: Arc<NodeKey>,
        readings: Arc<Mutex<Readings>>,
        on_fatal: Box<dyn Fn() + Send>,
    ) -> std::io::Result<Self> {
        let (queue, submissions) = sync_channel(WAITING_MAX);
        let mut writing = Writing { vault, key, readings, on_fatal, tips: HashMap::new() };
        let thread = thread::Builder::new().name("audit".to_owned()).spawn(move || writing.run(&submissions))?;
        Ok(Self { queue: Mutex::new(Some(queue)), thread: Mutex::new(Some(thread)) })
    }

    /// Writes all of these down, in one piece. Resolves when they are on disk.
    pub async fn write(&self, entries: Vec<Entry>) -> Result<(), Closed> {
        let (reply, written) = oneshot::channel();
        self.submit(Submission { entries, reply: Some(reply) })?;
        // A thread that is gone has written nothing.
        written.await.unwrap_or(Err(Closed))
    }

    /// Hands something over that nobody waits for.
    pub fn hand_over(&self, entry: Entry) -> Result<(), Closed> {
        self.submit(Submission { entries: vec![entry], reply: None })
    }

    fn submit(&self, submission: Submission) -> Result<(), Closed> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        queue.as_ref().ok_or(Closed)?.try_send(submission).map_err(|_| Closed)
    }

    /// Takes nothing more, writes what waits, and returns when that is on disk.
    pub fn shutdown(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the thread that writes the log ended in a panic");
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.shutdown();
    }
}

struct Writing {
    vault: Arc<Vault>,
    key: Arc<NodeKey>,
    readings: Arc<Mutex<Readings>>,
    on_fatal: Box<dyn Fn() + Send>,
    /// Where the chains end.
    tips: HashMap<CaseId, Tip>,
}

impl Writing {
    fn run(&mut self, submissions: &Receiver<Submission>) {
        while let Ok(first) = submissions.recv() {
            let mut lines = first.entries.len();
            let mut batch = vec![first];
            while lines < COMMIT_LINES
                && let Ok(next) = submissions.try_recv()
            {
                lines += next.entries.len();
                batch.push(next);
            }
            self.write(batch);
        }
    }

    fn write(&mut self, batch: Vec<Submission>) {
        let mut begun: HashSet<Opening> = HashSet::new();
        let mut wanted: BTreeMap<CaseId, Vec<Event>> = BTreeMap::new();
        let mut openings = Vec::new();
        let mut waiting = Vec::with_capacity(batch.len());
        for Submission { entries, reply } in batch {
            let mut cases = HashSet::new();
            for Entry { case, event, once } in entries {
                // Also when somebody else's request brings the line: it must be on disk first.
                cases.insert(case.clone());
                if let Some(opening) = once {
                    if self.readings().goes_on(&opening, event.event_time) || !begun.insert(opening.clone()) {
                        continue;
                    }
                    openings.push((case.clone(), opening, event.event_time));
                }
                wanted.entry(case).or_default().push(event);
            }
            waiting.push((cases, reply));
        }
        let failed = self.append(wanted);
        let mut readings = self.readings();
        for (case, opening, time) in openings {
            if !failed.contains(&case) {
                readings.began(opening, time);
            }
        }
        drop(readings);
        for (cases, reply) in waiting {
            let written = if cases.is_disjoint(&failed) { Ok(()) } else { Err(Closed) };
            // Whoever asked may be gone.
            let _ = reply.map(|reply| reply.send(written));
        }
    }

    /// Adds events to the logs of their cases; gives the cases of which nothing was kept.
    fn append(&mut self, mut wanted: BTreeMap<CaseId, Vec<Event>>) -> HashSet<CaseId> {
        let mut failed = HashSet::new();
        for _ in 0..TRIES {
            let mut appends = Vec::with_capacity(wanted.len());
            let mut tips = Vec::with_capacity(wanted.len());
            wanted.retain(|case, events| match self.prepare(case, events) {
                Ok((append, tip)) => {
                    appends.push(append);
                    tips.push(tip);
                    true
                }
                Err(error) => {
                    self.failed(case, error);
                    failed.insert(case.clone());
                    false
                }
            });
            if appends.is_empty() {
                return failed;
            }
            let outcomes = match self.vault.store().append_audit(&appends) {
                Ok(outcomes) => outcomes,
                Err(error) => {
                    for case in wanted.into_keys() {
                        self.failed(&case, error.into());
                        failed.insert(case);
                    }
                    return failed;
                }
            };
            for ((AuditAppend { case, .. }, tip), outcome) in appends.into_iter().zip(tips).zip(outcomes) {
                match outcome {
                    Logged::Stored(_) => {
                        wanted.remove(&case);
                        self.tips.insert(case, tip);
                    }
                    // Another node was first: after its lines, then.
                    Logged::Moved(_) => drop(self.tips.remove(&case)),
                }
            }
            if wanted.is_empty() {
                return failed;
            }
        }
        for case in wanted.into_keys() {
            self.failed(&case, VaultError::Moved);
            failed.insert(case);
        }
        failed
    }

    fn prepare(&mut self, case: &CaseId, events: &[Event]) -> Result<(AuditAppend, Tip), VaultError> {
        if self.tips.len() >= TIPS_MAX {
            self.tips.clear();
        }
        let before = match self.tips.get(case) {
            Some(tip) => tip.clone(),
            None => self.vault.open_audit_head(case)?.map_or_else(Tip::none, |head| head.tip()),
        };
        let mut tip = before.clone();
        let lines: Result<Vec<_>, _> =
            events.iter().map(|event| self.key.link(case, &mut tip, event.clone())).collect();
        let lines = lines.map_err(|_| VaultError::Damaged)?;
        let append = self.vault.seal_audit(case, before.seq, &lines, &self.key.head(case, &tip))?;
        Ok((append, tip))
    }

    fn failed(&mut self, case: &CaseId, error: VaultError) {
        tracing::error!(%error, "the log of a case takes no line; what is asked of that case is refused");
        self.tips.remove(case);
        if error == VaultError::Store(StoreError::Fatal) {
            (self.on_fatal)();
        }
    }

    fn readings(&self) -> std::sync::MutexGuard<'_, Readings> {
        self.readings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
