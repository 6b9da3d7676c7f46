//! Clients that write and look on, in one thread, and what they saw: counts, latencies. Edits are counted by state, since
//! servers merge what they send.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use samenbeeld_tests::frames;
use samenbeeld_tests::update::{self, Typist};
use samenbeeld_tests::wire::{Cursor, Put};
use tokio::sync::Notify;
use tokio::time::{Instant as TokioInstant, MissedTickBehavior, interval_at, timeout};

use crate::socket::Socket;

/// How a writer writes.
#[derive(Debug, Clone, Copy)]
pub enum Pace {
    /// One edit each time, this many, the first after a pause.
    Paced { every: Duration, edits: u64, first: Duration },
    /// As many as may be unacknowledged at once, until the crowd's time is over.
    FlatOut { window: u64 },
}

/// What all clients of one run share.
pub struct Crowd {
    /// For each client id of a writer: its number.
    numbers: RefCell<HashMap<u64, usize>>,
    sent_at: RefCell<Vec<Vec<Instant>>>,
    latencies: RefCell<Vec<u32>>,
    deliveries: Cell<u64>,
    edits: Cell<u64>,
    expected: Cell<u64>,
    writing: Cell<usize>,
    ends: Cell<Option<Instant>>,
    last: Cell<Option<Instant>>,
    finished: Notify,
    fault: RefCell<Option<String>>,
}

/// What a run came to.
pub struct Seen {
    /// Edits written.
    pub edits: u64,
    /// Edits times others who received them.
    pub deliveries: u64,
    /// From the first edit to the last delivery.
    pub took: Duration,
    latencies: Vec<u32>,
}

impl Seen {
    /// A share of all latencies lies below this many milliseconds.
    pub fn latency(&self, share: f64) -> f64 {
        let at = ((self.latencies.len() as f64) * share) as usize;
        let at = at.min(self.latencies.len().saturating_sub(1));
        self.latencies.get(at).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
    }
}

impl Crowd {
    /// Nobody yet.
    pub fn new() -> Rc<Self> {
        Rc::new(Self {
            numbers: RefCell::default(),
            sent_at: RefCell::default(),
            latencies: RefCell::default(),
            deliveries: Cell::new(0),
            edits: Cell::new(0),
            expected: Cell::new(0),
            writing: Cell::new(0),
            ends: Cell::new(None),
            last: Cell::new(None),
            finished: Notify::new(),
            fault: RefCell::default(),
        })
    }
    /// Adds a joined client that only looks on.
    pub fn add_reader(self: &Rc<Self>, socket: Socket) {
        self.add(socket, None);
    }
    /// Adds a joined client that writes in a document with `others` besides it.
    pub fn add_writer(self: &Rc<Self>, socket: Socket, client: u64, pace: Pace, others: u64) {
        let number = self.sent_at.borrow().len();
        self.sent_at.borrow_mut().push(Vec::new());
        self.numbers.borrow_mut().insert(client, number);
        self.writing.set(self.writing.get() + 1);
        let typist = Typist::new(client, samenbeeld_tests::family::SCRATCH);
        self.add(socket, Some(Writer { typist, number, pace, others, acked: 0 }));
    }
    fn add(self: &Rc<Self>, socket: Socket, writer: Option<Writer>) {
        let crowd = Rc::clone(self);
        tokio::task::spawn_local(async move {
            let mut client = Client { crowd: Rc::clone(&crowd), socket, writer, seen: Vec::new() };
            if let Err(error) = client.run().await {
                *crowd.fault.borrow_mut() = Some(format!("{error:#}"));
                crowd.finished.notify_one();
            }
        });
    }
    /// Waits until everything written was seen by everyone. Flat-out writers stop after `flat_out`.
    pub async fn finish(&self, flat_out: Duration, patience: Duration) -> Result<Seen> {
        let began = Instant::now();
        self.ends.set(Some(began + flat_out));
        loop {
            let waited = timeout(patience, self.finished.notified()).await;
            if let Some(fault) = self.fault.borrow().as_ref() {
                anyhow::bail!("a client failed: {fault}");
            }
            let (seen, expected) = (self.deliveries.get(), self.expected.get());
            ensure!(waited.is_ok(), "{seen} of {expected} deliveries came");
            if self.writing.get() == 0 && seen >= expected {
                break;
            }
        }
        let mut latencies = self.latencies.take();
        latencies.sort_unstable();
        let took = self.last.get().map_or(began.elapsed(), |last| last.duration_since(began));
        Ok(Seen { edits: self.edits.get(), deliveries: self.deliveries.get(), took, latencies })
    }
    fn look(&self) {
        if self.writing.get() == 0 && self.deliveries.get() >= self.expected.get() {
            self.finished.notify_one();
        }
    }
}

struct Writer {
    typist: Typist,
    number: usize,
    pace: Pace,
    others: u64,
    acked: u64,
}

struct Client {
    crowd: Rc<Crowd>,
    socket: Socket,
    writer: Option<Writer>,
    /// Per number of a writer: the clock up to which this client has seen its edits.
    seen: Vec<u64>,
}

impl Client {
    async fn run(&mut self) -> Result<()> {
        let Some(pace) = self.writer.as_ref().map(|writer| writer.pace) else {
            loop {
                self.socket.fill().await?;
                self.take_in()?;
            }
        };
        match pace {
            Pace::Paced { every, edits, first } => {
                let mut ticks = interval_at(TokioInstant::now() + first, every);
                ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
                let mut left = edits;
                loop {
                    tokio::select! {
                        biased;
                        _ = ticks.tick(), if left > 0 => {
                            self.write(1);
                            self.socket.flush().await?;
                            left -= 1;
                            if left == 0 {
                                self.done_writing();
                            }
                        }
                        filled = self.socket.fill() => {
                            filled?;
                            self.take_in()?;
                        }
                    }
                }
            }
            Pace::FlatOut { window } => {
                let mut writes = true;
                loop {
                    if writes && self.crowd.ends.get().is_some_and(|ends| Instant::now() >= ends) {
                        writes = false;
                        self.done_writing();
                    }
                    let open = self.writer.as_ref().map_or(0, |writer| writer.typist.clock() - writer.acked);
                    if writes && open < window {
                        self.write(window - open);
                        self.socket.flush().await?;
                    }
                    self.socket.fill().await?;
                    self.take_in()?;
                }
            }
        }
    }

    fn done_writing(&self) {
        self.crowd.writing.set(self.crowd.writing.get() - 1);
        self.crowd.look();
    }

    fn write(&mut self, edits: u64) {
        let Some(writer) = &mut self.writer else { return };
        let now = Instant::now();
        let mut sent = self.crowd.sent_at.borrow_mut();
        for _ in 0..edits {
            let update = writer.typist.append("x");
            self.socket.put(&frames::sync(None, 2, &update));
            if let Some(times) = sent.get_mut(writer.number) {
                times.push(now);
            }
        }
        self.crowd.edits.set(self.crowd.edits.get() + edits);
        self.crowd.expected.set(self.crowd.expected.get() + edits * writer.others);
    }

    fn take_in(&mut self) -> Result<()> {
        let now = Instant::now();
        let own = self.writer.as_ref().map(|writer| writer.number);
        let (mut fresh, mut acked) = (0, None);
        {
            let (numbers, sent) = (self.crowd.numbers.borrow(), self.crowd.sent_at.borrow());
            let mut latencies = self.crowd.latencies.borrow_mut();
            while let Some(message) = self.socket.take()? {
                let Some(update) = update_in(message) else { continue };
                for (client, ranges) in update::clocks(update)?.0 {
                    let Some(&number) = numbers.get(&client) else { continue };
                    let end = ranges.last().map_or(0, |range| range.1);
                    if own == Some(number) {
                        acked = acked.max(Some(end));
                        continue;
                    }
                    if self.seen.len() <= number {
                        self.seen.resize(number + 1, 0);
                    }
                    let Some(known) = self.seen.get_mut(number).filter(|known| **known < end) else { continue };
                    fresh += end - *known;
                    *known = end;
                    let sent_at = sent.get(number).and_then(|times| times.get(end as usize - 1));
                    latencies.extend(sent_at.map(|at| now.duration_since(*at).as_micros() as u32));
                }
            }
        }
        if let (Some(writer), Some(acked)) = (&mut self.writer, acked) {
            writer.acked = writer.acked.max(acked);
        }
        if fresh > 0 {
            self.crowd.deliveries.set(self.crowd.deliveries.get() + fresh);
            self.crowd.last.set(Some(now));
            self.crowd.look();
        }
        Ok(())
    }
}

/// The update in a message, when it holds one.
pub fn update_in(message: &[u8]) -> Option<&[u8]> {
    let [0, 1 | 2, rest @ ..] = message else { return None };
    Cursor::new(rest).buf().ok()
}

/// A client id that no run before used.
pub fn fresh_client(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) | 1 << 31
}

/// The frame of an update.
pub fn frame(update: &[u8]) -> Vec<u8> {
    let mut frame = vec![0, 2];
    frame.buf(update);
    frame
}
