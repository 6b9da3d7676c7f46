//! Group commit: one thread writes what all documents have gathered, as one transaction with one fsync.
//!
//! There is no timer. While one commit waits for the disk the next batch gathers by itself. What waits is bounded in
//! pieces and in bytes; when it is full, [`Busy`] says so at once and the room tells its clients.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvError, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::contract::{Append, Outcome, Store, StoreError, Unavailable};

/// Submissions that may wait.
pub const WAITING_MAX: usize = 4096;
/// Bytes that may wait. One larger submission is let through when nothing waits.
pub const WAITING_BYTES_MAX: usize = 64 * 1024 * 1024;
/// Bytes after which a commit takes no more in. One submission is never split.
pub const COMMIT_BYTES_MAX: usize = 8 * 1024 * 1024;
/// After so long without a submission the store settles.
const SETTLE_AFTER: Duration = Duration::from_secs(1);
/// What an append counts besides its record: names, bindings, rows.
const APPEND_OVERHEAD: usize = 256;

/// Gets the outcomes of one submission, in its order, once they are durable; or why nothing is. It runs on the writing
/// thread, so it only hands over.
pub type Reply = Box<dyn FnOnce(Result<Vec<Outcome>, StoreError>) + Send>;

/// The submission was not taken; its reply is dropped uncalled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the journal takes nothing more now")]
pub struct Busy;

/// The one way to commit records.
pub struct Journal {
    queue: Mutex<Option<SyncSender<Submission>>>,
    waiting: Arc<AtomicUsize>,
    failed: Arc<AtomicBool>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

struct Submission {
    appends: Vec<Append>,
    bytes: usize,
    reply: Reply,
}

impl Journal {
    /// Starts the writing thread. `on_fatal` runs on it when nobody can know any more what is on disk; it should end
    /// the process. Nothing is acknowledged after that.
    pub fn start(store: Arc<dyn Store>, on_fatal: Box<dyn Fn() + Send>) -> std::io::Result<Self> {
        let (queue, submissions) = sync_channel(WAITING_MAX);
        let waiting = Arc::new(AtomicUsize::new(0));
        let failed = Arc::new(AtomicBool::new(false));
        let writer = Writer {
            store,
            on_fatal,
            submissions,
            waiting: waiting.clone(),
            failed: failed.clone(),
            held: None,
            unsettled: false,
        };
        let writer = thread::Builder::new().name("journal".to_owned()).spawn(move || writer.run())?;
        Ok(Self { queue: Mutex::new(Some(queue)), waiting, failed, writer: Mutex::new(Some(writer)) })
    }

    /// Hands records over to the next commit. Never waits. All records of one submission are in one transaction.
    pub fn submit(&self, appends: Vec<Append>, reply: Reply) -> Result<(), Busy> {
        if self.failed.load(Ordering::Acquire) {
            return Err(Busy);
        }
        let bytes = appends.iter().map(|append| append.record.len() + APPEND_OVERHEAD).sum();
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(queue) = queue.as_ref() else { return Err(Busy) };
        let before = self.waiting.fetch_add(bytes, Ordering::AcqRel);
        let sent = if before > 0 && before.saturating_add(bytes) > WAITING_BYTES_MAX {
            Err(Busy)
        } else {
            queue.try_send(Submission { appends, bytes, reply }).map_err(|error| match error {
                TrySendError::Full(_) | TrySendError::Disconnected(_) => Busy,
            })
        };
        if sent.is_err() {
            self.waiting.fetch_sub(bytes, Ordering::AcqRel);
        }
        sent
    }

    /// Bytes that wait or are being written.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Acquire)
    }

    /// Takes nothing more, commits what waits, and returns when all replies were called
    /// (called from within a reply it returns at once).
    pub fn shutdown(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        // The last owner may let go within a reply, on the writing thread itself: it ends by itself then.
        if let Some(writer) = writer
            && writer.thread().id() != thread::current().id()
            && writer.join().is_err()
        {
            tracing::error!("the journal's thread ended in a panic");
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.shutdown();
    }
}

struct Writer {
    store: Arc<dyn Store>,
    on_fatal: Box<dyn Fn() + Send>,
    submissions: Receiver<Submission>,
    waiting: Arc<AtomicUsize>,
    failed: Arc<AtomicBool>,
    /// The one that would have made the last commit too large.
    held: Option<Submission>,
    /// Something was committed since the store last settled.
    unsettled: bool,
}

impl Writer {
    fn run(mut self) {
        while let Ok(batch) = self.gather() {
            self.commit(batch);
            self.unsettled = true;
        }
    }

    /// The next submission. When none comes for a while the store may settle.
    fn next(&mut self) -> Result<Submission, RecvError> {
        if self.unsettled {
            match self.submissions.recv_timeout(SETTLE_AFTER) {
                Ok(submission) => return Ok(submission),
                Err(RecvTimeoutError::Disconnected) => return Err(RecvError),
                Err(RecvTimeoutError::Timeout) => self.settle(),
            }
        }
        self.submissions.recv()
    }

    fn settle(&mut self) {
        self.unsettled = false;
        if self.failed.load(Ordering::Acquire) {
            return;
        }
        match catch_unwind(AssertUnwindSafe(|| self.store.settle())) {
            Ok(Ok(())) => {}
            Ok(Err(error)) if error != StoreError::Fatal => {
                tracing::warn!(%error, "the store could not settle; nothing is lost by it");
            }
            Ok(Err(_)) | Err(_) => self.fail(),
        }
    }

    fn fail(&self) {
        self.failed.store(true, Ordering::Release);
        (self.on_fatal)();
    }

    /// Waits for one submission, then takes what is there already.
    fn gather(&mut self) -> Result<Vec<Submission>, RecvError> {
        let first = match self.held.take() {
            Some(held) => held,
            None => self.next()?,
        };
        let mut bytes = first.bytes;
        let mut batch = vec![first];
        while let Ok(next) = self.submissions.try_recv() {
            if bytes.saturating_add(next.bytes) > COMMIT_BYTES_MAX {
                self.held = Some(next);
                break;
            }
            bytes += next.bytes;
            batch.push(next);
        }
        Ok(batch)
    }

    fn commit(&self, batch: Vec<Submission>) {
        let mut appends = Vec::new();
        let mut replies = Vec::with_capacity(batch.len());
        for mut submission in batch {
            replies.push((submission.appends.len(), submission.bytes, submission.reply));
            appends.append(&mut submission.appends);
        }
        match self.stored(&appends) {
            Ok(outcomes) => {
                let mut outcomes = outcomes.into_iter();
                for (count, bytes, reply) in replies {
                    self.answer(bytes, reply, Ok(outcomes.by_ref().take(count).collect()));
                }
            }
            Err(error) => {
                tracing::error!(%error, records = appends.len(), "a commit failed");
                if error == StoreError::Fatal {
                    self.fail();
                }
                for (_, bytes, reply) in replies {
                    self.answer(bytes, reply, Err(error));
                }
            }
        }
    }

    fn stored(&self, appends: &[Append]) -> Result<Vec<Outcome>, StoreError> {
        if self.failed.load(Ordering::Acquire) {
            return Err(StoreError::Unavailable(Unavailable::Stopped));
        }
        match catch_unwind(AssertUnwindSafe(|| self.store.commit(appends))) {
            Ok(Ok(outcomes)) if outcomes.len() == appends.len() => Ok(outcomes),
            Ok(Err(error)) => Err(error),
            // A store that panics or miscounts has told us nothing.
            Ok(Ok(_)) | Err(_) => Err(StoreError::Fatal),
        }
    }

    fn answer(&self, bytes: usize, reply: Reply, result: Result<Vec<Outcome>, StoreError>) {
        self.waiting.fetch_sub(bytes, Ordering::AcqRel);
        if catch_unwind(AssertUnwindSafe(|| reply(result))).is_err() {
            tracing::error!("a reply to a commit ended in a panic");
        }
    }
}

#[cfg(test)]
mod tests;
