//! What waits to be written to one socket: whole frames, shared with other sockets, bounded in bytes.
//!
//! When full it takes no more changes of documents; their seats get one merged resync once the socket drained
//! (docs/protocol.md S9). Answers and closes are few and always taken.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

use bytes::{Bytes, BytesMut};
use samenbeeld_schema::protocol::{ErrorCode, OUTBOX_MAX};
use tokio::sync::Notify;

use crate::wire::Frame;
use crate::wire::frame;

/// Bytes that may wait of what is always taken: the first states of all of one's documents, on a slow phone.
const ALWAYS_MAX: usize = 16 * 1024 * 1024;
/// At most this many bytes are copied together into one write.
const WRITE_MAX: usize = 256 * 1024;

#[derive(Debug)]
pub enum Pushed {
    /// Taken; whom to wake for it, if anyone sleeps.
    Taken(Option<Waker>),
    /// The socket reads too slowly: this frame was not taken.
    Full,
}

#[derive(Default)]
struct Waiting {
    frames: VecDeque<Bytes>,
    bytes: usize,
    waker: Option<Waker>,
    closing: bool,
    someone_lags: bool,
}

#[derive(Default)]
pub struct Outbox {
    waiting: Mutex<Waiting>,
    drained: Notify,
}

impl Outbox {
    pub fn new() -> Arc<Self> {
        Arc::new(Self::default())
    }

    /// Takes a frame that may be replaced by a resync. A frame alone is taken whatever its size: else no large document
    /// could ever be sent.
    ///
    /// The writer is left to the caller to wake, after it has filled all outboxes: a writer that wakes in between takes the
    /// core from who fills them.
    pub fn push(&self, frame: &Frame) -> Pushed {
        let mut waiting = self.lock();
        if !waiting.frames.is_empty() && waiting.bytes + frame.len() > OUTBOX_MAX {
            waiting.someone_lags = true;
            return Pushed::Full;
        }
        if waiting.closing {
            return Pushed::Taken(None);
        }
        waiting.bytes += frame.len();
        waiting.frames.push_back(frame.0.clone());
        Pushed::Taken(waiting.waker.take())
    }

    /// Takes a frame that must not be lost while the socket lives. When this much waits already the socket is given up;
    /// the frame itself is not counted, else no large document could be sent.
    pub fn push_always(&self, frame: &Frame) {
        let waiting = self.lock();
        if waiting.bytes > ALWAYS_MAX {
            drop(waiting);
            return self.give_up(ErrorCode::Overloaded);
        }
        self.add(waiting, frame.0.clone());
    }

    /// Writes what waits, then closes with the error's code.
    pub fn close(&self, code: ErrorCode) {
        let mut waiting = self.lock();
        if waiting.closing {
            return;
        }
        let frame = frame::close(code.close_code(), &code.reason());
        waiting.closing = true;
        waiting.bytes += frame.len();
        waiting.frames.push_back(frame.0);
        wake(waiting);
    }

    /// Drops what waits and closes: for a reader that doesn't read.
    pub fn give_up(&self, code: ErrorCode) {
        let mut waiting = self.lock();
        waiting.frames.clear();
        waiting.bytes = 0;
        drop(waiting);
        self.close(code);
    }

    /// The next write: everything that waits, up to a bound, in one piece.
    pub fn poll_write(&self, context: &mut std::task::Context<'_>) -> Poll<Option<Bytes>> {
        let mut waiting = self.lock();
        let Some(first) = waiting.frames.pop_front() else {
            if waiting.closing {
                return Poll::Ready(None);
            }
            waiting.waker = Some(context.waker().clone());
            return Poll::Pending;
        };
        let mut taken = first.len();
        let write = match waiting.frames.front() {
            // A single frame is written without copying.
            None => first,
            Some(_) => {
                let mut joined = BytesMut::with_capacity(waiting.bytes.min(WRITE_MAX).max(first.len()));
                joined.extend_from_slice(&first);
                while let Some(next) = waiting.frames.front() {
                    if joined.len() + next.len() > WRITE_MAX {
                        break;
                    }
                    joined.extend_from_slice(next);
                    taken += next.len();
                    waiting.frames.pop_front();
                }
                joined.freeze()
            }
        };
        waiting.bytes -= taken;
        if waiting.frames.is_empty() {
            waiting.frames.shrink_to(4);
            if std::mem::take(&mut waiting.someone_lags) {
                self.drained.notify_one();
            }
        }
        Poll::Ready(Some(write))
    }

    /// Resolves when the outbox drained after it had been full.
    pub async fn drained(&self) {
        self.drained.notified().await;
    }

    fn add(&self, mut waiting: MutexGuard<'_, Waiting>, frame: Bytes) {
        if waiting.closing {
            return;
        }
        waiting.bytes += frame.len();
        waiting.frames.push_back(frame);
        wake(waiting);
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // A panic while this lock is held can't leave it half-changed: each change is one push or pop.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes the writer after the lock is released, so that it doesn't wake up only to wait for it.
fn wake(mut waiting: MutexGuard<'_, Waiting>) {
    let waker = waiting.waker.take();
    drop(waiting);
    if let Some(waker) = waker {
        waker.wake();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Context;

    fn frame_of(length: usize) -> Frame {
        Frame(Bytes::from(vec![7; length]))
    }

    fn write(outbox: &Outbox) -> Poll<Option<Bytes>> {
        outbox.poll_write(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn what_waits_becomes_one_write() {
        let outbox = Outbox::new();
        outbox.push(&frame_of(3));
        outbox.push(&frame_of(4));
        assert!(matches!(write(&outbox), Poll::Ready(Some(bytes)) if bytes.len() == 7));
        assert!(write(&outbox).is_pending());
    }

    /// docs/protocol.md S9: bounded in bytes, never a silently dropped frame.
    #[test]
    fn a_full_outbox_says_so_and_tells_when_it_drained() {
        let outbox = Outbox::new();
        assert!(matches!(outbox.push(&frame_of(OUTBOX_MAX)), Pushed::Taken(_)));
        assert!(matches!(outbox.push(&frame_of(1)), Pushed::Full));
        while write(&outbox).is_ready() {}
        let drained = std::pin::pin!(outbox.drained());
        assert!(std::future::Future::poll(drained, &mut Context::from_waker(Waker::noop())).is_ready());
    }

    #[test]
    fn a_document_larger_than_the_outbox_can_still_be_sent() {
        let outbox = Outbox::new();
        assert!(matches!(outbox.push(&frame_of(3 * OUTBOX_MAX)), Pushed::Taken(_)));
    }

    #[test]
    fn a_close_comes_after_what_waits_and_ends_the_socket() {
        let outbox = Outbox::new();
        outbox.push(&frame_of(3));
        outbox.close(ErrorCode::WriteForbidden);
        outbox.push(&frame_of(9));
        let Poll::Ready(Some(bytes)) = write(&outbox) else { panic!("nothing to write") };
        assert_eq!(&bytes[..3], &[7, 7, 7]);
        assert_eq!(&bytes[5..7], &4403u16.to_be_bytes());
        assert!(matches!(write(&outbox), Poll::Ready(None)));
    }
}
