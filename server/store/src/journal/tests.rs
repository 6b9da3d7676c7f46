//! The journal over the store in memory. A reply runs on the writing thread, so one that waits holds the journal still.

use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use samenbeeld_schema::ids::{CaseId, DocumentId, DocumentKind, RoomId};

use super::*;
use crate::memory::{Failure, MemoryStore};

type Answer = Result<Vec<Outcome>, StoreError>;
const SOON: Duration = Duration::from_secs(20);

struct Bench {
    store: MemoryStore,
    journal: Journal,
    fatal: Receiver<()>,
    answers: Receiver<(usize, Answer)>,
    tell: Sender<(usize, Answer)>,
}

fn bench(documents: usize) -> Bench {
    let store = MemoryStore::new();
    for case in 0..documents {
        store.create(&document(case), b"key").unwrap();
    }
    let (die, fatal) = channel();
    let journal = Journal::start(Arc::new(store.clone()), Box::new(move || die.send(()).unwrap())).unwrap();
    let (tell, answers) = channel();
    Bench { store, journal, fatal, answers, tell }
}

impl Bench {
    fn submit(&self, name: usize, appends: Vec<Append>) -> Result<(), Busy> {
        let tell = self.tell.clone();
        self.journal.submit(appends, Box::new(move |answer| tell.send((name, answer)).unwrap()))
    }

    fn answer(&self) -> (usize, Answer) {
        self.answers.recv_timeout(SOON).expect("an answer")
    }

    /// Holds the writing thread until the sender is dropped.
    fn hold(&self) -> Sender<()> {
        let (open, gate) = channel::<()>();
        let (reached, holding) = channel();
        let reply: Reply = Box::new(move |_| {
            reached.send(()).unwrap();
            let _ = gate.recv();
        });
        self.journal.submit(Vec::new(), reply).unwrap();
        holding.recv_timeout(SOON).expect("the writing thread");
        open
    }
}

fn document(case: usize) -> DocumentId {
    let case = CaseId::parse(&format!("case-{case}")).unwrap();
    DocumentId::new(case, RoomId::parse("core").unwrap(), DocumentKind::Board)
}

fn append(case: usize, expected_head: u64, size: usize) -> Append {
    Append {
        document: document(case),
        generation: 1,
        expected_head,
        record: vec![7; size],
        bindings: Vec::new(),
        claims: Vec::new(),
        batch: [0; 16],
    }
}

#[test]
fn each_submission_gets_its_own_outcomes() {
    let bench = bench(3);
    let held = bench.hold();
    bench.submit(1, vec![append(0, 0, 1), append(1, 9, 1)]).unwrap();
    bench.submit(2, vec![append(2, 0, 1)]).unwrap();
    bench.submit(3, vec![]).unwrap();
    bench.submit(4, vec![append(0, 1, 1), append(9, 0, 1)]).unwrap();
    drop(held);
    assert_eq!(bench.answer(), (1, Ok(vec![Outcome::Stored(1), Outcome::HeadMoved(0)])));
    assert_eq!(bench.answer(), (2, Ok(vec![Outcome::Stored(1)])));
    assert_eq!(bench.answer(), (3, Ok(vec![])));
    assert_eq!(bench.answer(), (4, Ok(vec![Outcome::Stored(2), Outcome::Unknown])));
    bench.journal.shutdown();
    assert_eq!(bench.journal.waiting(), 0);
}

/// A failure hits exactly one commit, so whoever it hits was in that one.
#[test]
fn what_gathered_meanwhile_is_one_commit() {
    let bench = bench(50);
    let held = bench.hold();
    for case in 0..50 {
        bench.submit(case, vec![append(case, 0, 10)]).unwrap();
    }
    bench.store.fail_next_commit(Failure::Before(StoreError::Full));
    drop(held);
    for case in 0..50 {
        assert_eq!(bench.answer(), (case, Err(StoreError::Full)));
    }
    bench.submit(50, vec![append(0, 0, 10)]).unwrap();
    assert_eq!(bench.answer(), (50, Ok(vec![Outcome::Stored(1)])), "R5: it goes on when there is room again");
}

#[test]
fn a_commit_is_bounded_in_bytes() {
    let bench = bench(3);
    let held = bench.hold();
    for case in 0..3 {
        bench.submit(case, vec![append(case, 0, COMMIT_BYTES_MAX / 2 - APPEND_OVERHEAD)]).unwrap();
    }
    bench.store.fail_next_commit(Failure::Before(StoreError::Full));
    drop(held);
    assert_eq!(bench.answer(), (0, Err(StoreError::Full)));
    assert_eq!(bench.answer(), (1, Err(StoreError::Full)));
    assert_eq!(bench.answer(), (2, Ok(vec![Outcome::Stored(1)])), "the third is in the next commit");
}

#[test]
fn what_waits_is_bounded_in_bytes() {
    let bench = bench(1);
    let held = bench.hold();
    let half = WAITING_BYTES_MAX / 2 - APPEND_OVERHEAD;
    bench.submit(0, vec![append(0, 0, half)]).unwrap();
    bench.submit(1, vec![append(0, 1, half)]).unwrap();
    assert_eq!(bench.submit(2, vec![append(0, 2, 0)]), Err(Busy));
    assert_eq!(bench.journal.waiting(), WAITING_BYTES_MAX);
    drop(held);
    assert_eq!(bench.answer(), (0, Ok(vec![Outcome::Stored(1)])));
    assert_eq!(bench.answer(), (1, Ok(vec![Outcome::Stored(2)])));
    bench.submit(3, vec![append(0, 2, 0)]).unwrap();
    assert_eq!(bench.answer(), (3, Ok(vec![Outcome::Stored(3)])));
}

#[test]
fn what_waits_is_bounded_in_pieces() {
    let bench = bench(1);
    let held = bench.hold();
    let taken = (0..2 * WAITING_MAX).take_while(|name| bench.submit(*name, vec![]).is_ok()).count();
    assert_eq!(taken, WAITING_MAX);
    drop(held);
    for name in 0..taken {
        assert_eq!(bench.answer(), (name, Ok(vec![])));
    }
}

/// R6: after a failed fsync nothing is acknowledged, though the bytes may well be there.
#[test]
fn after_a_fatal_failure_nothing_is_acknowledged() {
    let bench = bench(2);
    let held = bench.hold();
    bench.submit(1, vec![append(0, 0, COMMIT_BYTES_MAX)]).unwrap();
    bench.submit(2, vec![append(1, 0, COMMIT_BYTES_MAX)]).unwrap();
    bench.store.fail_next_commit(Failure::After(StoreError::Fatal));
    drop(held);
    bench.fatal.recv_timeout(SOON).expect("the process is told to end");
    assert_eq!(bench.answer(), (1, Err(StoreError::Fatal)));
    assert!(bench.answer().1.is_err(), "what waited behind it");
    assert_eq!(bench.submit(3, vec![append(1, 0, 1)]), Err(Busy));
}

#[test]
fn shutting_down_commits_what_waits_and_takes_nothing_more() {
    let bench = bench(1);
    let held = bench.hold();
    for name in 0..10 {
        bench.submit(name, vec![append(0, name as u64, 1)]).unwrap();
    }
    drop(held);
    bench.journal.shutdown();
    assert_eq!(bench.answers.try_iter().count(), 10);
    assert_eq!(bench.submit(10, vec![]), Err(Busy));
    assert_eq!(bench.store.load(&[document(0)]).unwrap()[0].as_ref().unwrap().head, 10);
    bench.journal.shutdown();
}

#[test]
fn a_reply_that_panics_harms_nobody_else() {
    let bench = bench(1);
    bench.journal.submit(vec![append(0, 0, 1)], Box::new(|_| panic!("a room is gone"))).unwrap();
    bench.submit(1, vec![append(0, 1, 1)]).unwrap();
    assert_eq!(bench.answer(), (1, Ok(vec![Outcome::Stored(2)])));
}

#[test]
fn a_reply_may_let_go_of_the_journal() {
    let store = MemoryStore::new();
    store.create(&document(0), b"key").unwrap();
    let journal = Arc::new(Journal::start(Arc::new(store), Box::new(|| {})).unwrap());
    let (tell, answers) = channel();
    let (open, gate) = channel::<()>();
    let held = journal.clone();
    let reply: Reply = Box::new(move |answer| {
        let _ = gate.recv();
        drop(held);
        tell.send(answer).unwrap();
    });
    journal.submit(vec![append(0, 0, 1)], reply).unwrap();
    drop(journal);
    drop(open);
    assert_eq!(answers.recv_timeout(SOON).unwrap(), Ok(vec![Outcome::Stored(1)]));
}
