//! What waits to be written to one socket: whole frames, shared with other sockets, bounded in bytes.
//!
//! Whoever has filled the outboxes of a turn writes them, one write per socket, from their own thread; what the socket
//! doesn't take waits until it does. When full an outbox takes no more changes of documents; their seats get one merged
//! resync once the socket drained (docs/protocol.md S9). Answers and closes are few and always taken.

use std::collections::VecDeque;
use std::io::{ErrorKind, IoSlice};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::{Buf, Bytes};
use samenbeeld_schema::protocol::{ErrorCode, OUTBOX_MAX};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::line::Line;
use crate::wire::Frame;
use crate::wire::frame;

/// Bytes that may wait of what is always taken: the first states of all of one's documents, on a slow phone.
const ALWAYS_MAX: usize = 16 * 1024 * 1024;
/// Frames that go into one write.
const WRITE_FRAMES: usize = 64;
/// A socket that takes nothing of its last words for this long is cut.
const LAST_WORDS: Duration = Duration::from_secs(5);
/// A socket that has not taken all of its last words within this time is cut.
pub const FINISH: Duration = Duration::from_secs(30);

#[derive(Debug, PartialEq, Eq)]
pub enum Pushed {
    /// Taken; [`Outbox::write`] brings it on its way.
    Taken,
    /// The socket reads too slowly: this frame was not taken.
    Full,
}

/// Where the frames go.
#[derive(Default)]
enum Way {
    /// The answer to the handshake may still be on its way: everything waits for the other side's first frame.
    Closed(Line),
    Open(Line),
    /// Not a plain TCP connection: the answer's body carries the frames.
    #[default]
    Body,
    /// The other side is gone, or was cut off.
    Gone,
}

#[derive(Default)]
struct Waiting {
    way: Way,
    frames: VecDeque<Bytes>,
    bytes: usize,
    /// The first frame is partly written.
    begun: bool,
    /// The socket takes nothing now.
    blocked: bool,
    /// On somebody's list of outboxes to write.
    listed: bool,
    /// Whoever waits for the end of the answer's body, or for a frame to put in it.
    body: Option<Waker>,
    closing: bool,
    someone_lags: bool,
    /// Everyone may write again: those who lag get their resync.
    drained: bool,
}

#[derive(Default)]
pub struct Outbox {
    waiting: Mutex<Waiting>,
    attention: Notify,
}

/// The outboxes that were filled in this turn, each once.
#[derive(Default)]
pub struct Unwritten(Vec<Arc<Outbox>>);

impl Unwritten {
    pub fn add(&mut self, outbox: &Arc<Outbox>) {
        if !std::mem::replace(&mut outbox.lock().listed, true) {
            self.0.push(outbox.clone());
        }
    }

    /// Writes them all. After all are filled, so that each socket gets one write.
    pub fn write(&mut self) {
        for outbox in self.0.drain(..) {
            outbox.write();
        }
    }
}

impl Outbox {
    /// An outbox that writes to `line` once the other side has spoken, or through the answer's body when there is none.
    pub fn new(line: Option<Line>) -> Arc<Self> {
        let way = line.map_or(Way::Body, Way::Closed);
        Arc::new(Self { waiting: Mutex::new(Waiting { way, ..Waiting::default() }), attention: Notify::new() })
    }

    /// The other side has spoken, so it has read the answer to its handshake: frames may follow.
    pub fn open(&self) {
        let mut waiting = self.lock();
        waiting.way = match std::mem::take(&mut waiting.way) {
            Way::Closed(line) => Way::Open(line),
            way => way,
        };
        drop(waiting);
        self.write();
    }

    /// Refuses at the door: what is said now goes with the answer to the handshake, also to who never speaks, and is all.
    pub fn refuse(&self, denial: &Frame, code: ErrorCode) {
        let mut waiting = self.lock();
        if matches!(waiting.way, Way::Closed(_)) {
            waiting.way = Way::Body;
        }
        waiting.add(denial.0.clone());
        drop(waiting);
        self.close(code);
    }

    /// Takes a frame that may be replaced by a resync. A frame alone is taken whatever its size: else no large document
    /// could ever be sent.
    pub fn push(&self, frame: &Frame) -> Pushed {
        let mut waiting = self.lock();
        if !waiting.frames.is_empty() && waiting.bytes + frame.len() > OUTBOX_MAX {
            waiting.someone_lags = true;
            return Pushed::Full;
        }
        waiting.add(frame.0.clone());
        Pushed::Taken
    }

    /// Takes a frame that must not be lost while the socket lives. When this much waits already the socket is given up;
    /// the frame itself is not counted, else no large document could be sent.
    pub fn push_always(&self, frame: &Frame) {
        let mut waiting = self.lock();
        if waiting.bytes > ALWAYS_MAX {
            drop(waiting);
            return self.give_up(ErrorCode::Overloaded);
        }
        waiting.add(frame.0.clone());
    }

    /// Takes a frame and writes it at once: for who says one thing to one socket.
    pub fn say(&self, frame: &Frame) {
        self.push_always(frame);
        self.write();
    }

    /// Writes what waits, then closes with the error's code.
    pub fn close(&self, code: ErrorCode) {
        let mut waiting = self.lock();
        if waiting.closing {
            return;
        }
        waiting.add(frame::close(code.close_code(), &code.reason()).0);
        waiting.closing = true;
        drop(waiting);
        self.write();
        // Last words that don't fit have a term.
        self.attention.notify_one();
    }

    /// Drops what waits and closes: for a reader that doesn't read, and for one who may read no more. In the middle of a
    /// frame nothing else can be said, so the connection is cut.
    pub fn give_up(&self, code: ErrorCode) {
        let mut waiting = self.lock();
        waiting.frames.clear();
        waiting.bytes = 0;
        if waiting.begun {
            return waiting.cut();
        }
        drop(waiting);
        self.close(code);
    }

    /// Writes everything that waits, as far as the socket takes it.
    pub fn write(&self) {
        let mut waiting = self.lock();
        waiting.listed = false;
        waiting.write();
        if waiting.blocked || waiting.drained {
            drop(waiting);
            self.attention.notify_one();
        }
    }

    /// Looks after the socket: writes on when it takes something again, cuts it when it doesn't take its last words.
    /// Resolves when it drained after it had been full.
    pub async fn drained(&self) {
        loop {
            let (line, closing) = {
                let mut waiting = self.lock();
                if std::mem::take(&mut waiting.drained) {
                    return;
                }
                match &waiting.way {
                    Way::Open(line) if waiting.blocked => (Some(line.clone()), waiting.closing),
                    _ => (None, false),
                }
            };
            let Some(line) = line else {
                self.attention.notified().await;
                continue;
            };
            // Apart, so that a socket, which is seldom full, needs no room for it.
            Box::pin(self.write_on(&line, closing)).await;
        }
    }

    /// Waits until the socket takes something again, and writes on.
    async fn write_on(&self, line: &Line, closing: bool) {
        let in_time = match closing {
            true => tokio::time::timeout(LAST_WORDS, line.writable()).await.is_ok_and(|waited| waited.is_ok()),
            false => tokio::select! {
                waited = line.writable() => waited.is_ok(),
                // It may be closed meanwhile: then there is a term.
                () = self.attention.notified() => return,
            },
        };
        let mut waiting = self.lock();
        if in_time { waiting.write() } else { waiting.cut() }
    }

    /// Whoever looked after the socket goes: what waits may still be taken, until a term.
    pub async fn finish(&self, within: Duration) {
        let term = Instant::now() + within;
        loop {
            // Not held while waiting.
            let line = self.lock().unfinished();
            let Some(line) = line else { return };
            match tokio::time::timeout_at(term, line.writable()).await {
                Ok(Ok(())) => self.lock().write(),
                Ok(Err(_)) | Err(_) => self.lock().cut(),
            }
        }
    }

    /// What goes into the body of the answer: nothing but its end, when the frames go another way.
    pub fn poll_body(&self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        let mut waiting = self.lock();
        if matches!(waiting.way, Way::Body)
            && let Some(frame) = waiting.frames.pop_front()
        {
            waiting.bytes -= frame.len();
            waiting.has_drained();
            if waiting.drained {
                self.attention.notify_one();
            }
            return Poll::Ready(Some(frame));
        }
        if waiting.is_over() {
            return Poll::Ready(None);
        }
        waiting.body = Some(context.waker().clone());
        Poll::Pending
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // A panic while this lock is held can't leave it half-changed: each change is one push or pop.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn add(&mut self, frame: Bytes) {
        if !self.closing && !matches!(self.way, Way::Gone) {
            self.bytes += frame.len();
            self.frames.push_back(frame);
        }
    }

    fn write(&mut self) {
        match &self.way {
            Way::Open(_) => {}
            Way::Body | Way::Gone => return self.wake_body(),
            Way::Closed(_) => return,
        }
        while let Way::Open(line) = &self.way
            && !self.frames.is_empty()
        {
            let written = match self.frames.len() {
                1 => line.write(&[IoSlice::new(&self.frames[0])]),
                _ => {
                    let pieces: Vec<_> =
                        self.frames.iter().take(WRITE_FRAMES).map(|frame| IoSlice::new(frame)).collect();
                    line.write(&pieces)
                }
            };
            match written {
                Ok(0) => self.cut(),
                Ok(length) => self.has_written(length),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    self.blocked = true;
                    return;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => self.cut(),
            }
        }
        self.blocked = false;
        self.has_drained();
        if self.is_over() {
            self.wake_body();
        }
    }

    fn has_written(&mut self, mut length: usize) {
        self.bytes -= length;
        while let Some(first) = self.frames.front_mut() {
            if length < first.len() {
                first.advance(length);
                self.begun = length > 0 || self.begun;
                return;
            }
            length -= first.len();
            self.frames.pop_front();
            self.begun = false;
        }
    }

    fn has_drained(&mut self) {
        if self.frames.is_empty() {
            self.frames.shrink_to(4);
            self.drained |= std::mem::take(&mut self.someone_lags);
        }
    }

    /// Ends the connection where it is.
    fn cut(&mut self) {
        if let Way::Open(line) | Way::Closed(line) = std::mem::replace(&mut self.way, Way::Gone) {
            line.cut();
        }
        self.frames = VecDeque::new();
        self.bytes = 0;
        self.blocked = false;
        self.begun = false;
        self.closing = true;
        self.wake_body();
    }

    fn is_over(&self) -> bool {
        self.closing && self.frames.is_empty()
    }

    /// The way out, while something waits for it. Who never spoke is told nothing.
    fn unfinished(&mut self) -> Option<Line> {
        match &self.way {
            Way::Open(line) if !self.frames.is_empty() => Some(line.clone()),
            Way::Closed(_) => {
                self.cut();
                None
            }
            Way::Open(_) | Way::Body | Way::Gone => None,
        }
    }

    fn wake_body(&mut self) {
        if let Some(body) = self.body.take() {
            body.wake();
        }
    }
}

#[cfg(test)]
mod tests;
