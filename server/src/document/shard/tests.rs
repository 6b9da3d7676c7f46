//! A shard over a store in memory. The clock moves when a test says so, and what blocking threads bring back is taken when
//! a test takes it: every order in which things can happen is written out here.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use samenbeeld_gate::ClockRange;
use samenbeeld_schema::ids::{CaseId, ItemId};
use samenbeeld_store::memory::MemoryStore;
use yrs::updates::decoder::Decode;
use yrs::{GetString, ReadTxn, StateVector, Text, Transact, Update};

use super::returned::Compaction;
use super::*;
use crate::document::content::failing;
use crate::document::core::{Commit, Contribution};
use crate::document::load;
use crate::document::presence::Households;
use crate::document::restore::RestorePoint;
use crate::socket::outbox::Outbox;
use crate::vault::Whole;
use crate::vault::keys::KeySource;
use crate::wire::Dialect;

mod closing;
mod looking;
mod put_away;

const TEXT: &str = "text:explanation/6b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f/text";
const CORE: &str = "gezin/core/board";
const SCHOOL: &str = "gezin/school/board";
const IDLE: u64 = 31_000;

#[derive(Default)]
struct Hands(AtomicU64);

impl Clock for Hands {
    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// Everybody lives by themselves.
struct Apart;

impl Homes for Apart {
    fn of(&self, _: &CaseId) -> Arc<Households> {
        Arc::default()
    }
}

/// Makes restore points that only say for which document.
#[derive(Default)]
struct Points {
    made: Mutex<Vec<String>>,
    breaks: bool,
}

impl RestorePoints for Points {
    fn make(&self, document: &DocumentId) -> Option<RestorePoint> {
        self.made.lock().unwrap().push(document.to_string());
        assert!(!self.breaks, "freezing breaks because a test asked for it");
        Some(RestorePoint { version: ItemId::from_random([7; 16]), told: BTreeSet::from([person("noor")]) })
    }
}

struct Bench {
    shard: Shard,
    returned: mpsc::Receiver<Returned>,
    clock: Arc<Hands>,
    points: Arc<Points>,
    next_seat: u64,
    _folder: tempfile::TempDir,
}

/// Someone at one document, with the socket they sit at it through.
#[derive(Clone)]
struct Sitting {
    document: Arc<DocumentId>,
    seat: SeatId,
    outbox: Arc<Outbox>,
}

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

fn document(name: &str) -> Arc<DocumentId> {
    Arc::new(DocumentId::parse(name).unwrap())
}

fn bench() -> Bench {
    bench_with(Points::default())
}

fn bench_with(points: Points) -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(MemoryStore::new());
    let vault = Arc::new(
        Vault::open(store, &KeySource::File(folder.path().join("key")), Box::new(|| panic!("fatal"))).unwrap(),
    );
    let documents = [CORE, SCHOOL].map(|name| DocumentId::parse(name).unwrap());
    let rooms = documents.clone().map(|document| document.room);
    vault.begin_case(&CaseId::parse("gezin").unwrap(), &rooms, &documents).unwrap();
    let (clock, points) = (Arc::new(Hands::default()), Arc::new(points));
    let (returns, returned) = mpsc::channel(RETURNS);
    let shard = shard_over(vault, &clock, &points, returns);
    Bench { shard, returned, clock, points, next_seat: 1, _folder: folder }
}

fn shard_over(vault: Arc<Vault>, clock: &Arc<Hands>, points: &Arc<Points>, returns: mpsc::Sender<Returned>) -> Shard {
    Shard {
        vault,
        clock: clock.clone(),
        restore_points: points.clone(),
        homes: Arc::new(Apart),
        entries: HashMap::new(),
        returns,
        dirty: HashSet::new(),
        ticking: HashSet::new(),
        effects: Vec::new(),
        unwritten: Unwritten::default(),
        pace: Pace::new(0),
        ticks: 0,
        closed: HashSet::new(),
        closing: Vec::new(),
        stopping: None,
    }
}

impl Bench {
    fn joins(&mut self, name: &str, who: &str) -> Sitting {
        self.joins_through(&Outbox::new(None), name, who)
    }
    fn joins_through(&mut self, outbox: &Arc<Outbox>, name: &str, who: &str) -> Sitting {
        let sitting = Sitting { document: document(name), seat: SeatId(self.next_seat), outbox: outbox.clone() };
        self.next_seat += 1;
        self.asks(Request::Join {
            document: sitting.document.clone(),
            self_room: false,
            seat: sitting.seat,
            person: person(who),
            writable: true,
            ticket: None,
            sink: Sink::new(outbox.clone(), Dialect::Hocuspocus),
        });
        sitting
    }
    /// Sits there, with the document read.
    async fn sits(&mut self, name: &str, who: &str) -> Sitting {
        let sitting = self.joins(name, who);
        self.comes_back().await;
        sitting
    }
    fn says(&mut self, who: &Sitting, message: ClientMessage) {
        self.asks(Request::Message { document: who.document.clone(), seat: who.seat, message });
    }
    fn leaves(&mut self, who: &Sitting) {
        self.asks(Request::Leave { document: who.document.clone(), seat: who.seat });
    }
    fn asks(&mut self, request: Request) {
        let now = self.clock.now();
        self.shard.request(request, now);
        self.turn();
    }
    fn turn(&mut self) {
        self.shard.flush();
        self.shard.unwritten.write();
    }
    fn passes(&mut self, milliseconds: u64) {
        self.clock.0.fetch_add(milliseconds, Ordering::SeqCst);
        let now = self.clock.now();
        self.shard.sweep(now);
        self.turn();
    }
    /// The next thing a blocking thread has done, not yet known to the shard.
    async fn done(&mut self) -> Returned {
        self.returned.recv().await.expect("the shard holds a sender")
    }
    fn takes(&mut self, returned: Returned) {
        self.shard.returned(returned);
        self.turn();
    }
    async fn comes_back(&mut self) {
        let returned = self.done().await;
        self.takes(returned);
    }
    /// Types and has it stored.
    async fn stores(&mut self, who: &Sitting, doc: &yrs::Doc, what: &str) {
        self.says(who, ClientMessage::Update(types(doc, what)));
        self.comes_back().await;
    }
    fn entry(&self, name: &str) -> Option<&Entry> {
        self.shard.entries.get(&document(name))
    }
    /// What the store holds of it.
    fn on_disk(&self, name: &str) -> String {
        let opened = self.shard.vault.open_documents(&[(*document(name)).clone()]).unwrap().pop().flatten().unwrap();
        words(&load::whole_state(&opened).unwrap())
    }
    /// Another node makes the snapshot of what is on disk.
    fn snapshot_elsewhere(&self, name: &str, whole: Option<&[u8]>) {
        let id = document(name);
        let opened = self.shard.vault.open_documents(&[(*id).clone()]).unwrap().pop().flatten().unwrap();
        let state = load::whole_state(&opened).unwrap();
        let replaces = opened.snapshot.map(|(seq, _)| seq);
        let whole = Whole { state: whole.unwrap_or(&state), runs: &opened.runs };
        assert!(self.shard.vault.compact(&opened.key, &id, opened.generation, replaces, opened.head, whole));
    }
}

/// What came since the last time, frame by frame.
fn heard(who: &Sitting) -> Vec<Bytes> {
    let mut frames = Vec::new();
    while let Poll::Ready(Some(frame)) = who.outbox.poll_body(&mut Context::from_waker(Waker::noop())) {
        frames.push(frame);
    }
    frames
}

fn frame(who: &Sitting, message: &ServerMessage) -> Bytes {
    Dialect::Hocuspocus.frame(&who.document.to_string(), message).unwrap().0
}

fn stored(who: &Sitting) -> Bytes {
    frame(who, &ServerMessage::SyncStatus(true))
}

fn closed(who: &Sitting, code: ErrorCode) -> Bytes {
    frame(who, &ServerMessage::Closed(code.reason()))
}

fn contains(frames: &[Bytes], what: &str) -> bool {
    frames.iter().any(|frame| frame.windows(what.len()).any(|window| window == what.as_bytes()))
}

fn writer(client: u64) -> yrs::Doc {
    samenbeeld_schema::doc::open(client)
}

fn types(doc: &yrs::Doc, what: &str) -> Bytes {
    changes(doc, |text, txn| {
        let end = text.len(txn);
        text.insert(txn, end, what);
    })
}

fn changes(doc: &yrs::Doc, change: impl FnOnce(&yrs::TextRef, &mut yrs::TransactionMut<'_>)) -> Bytes {
    let before = doc.transact().state_vector();
    change(&doc.get_or_insert_text(TEXT), &mut doc.transact_mut());
    doc.transact().encode_diff_v1(&before).into()
}

fn apply(doc: &yrs::Doc, update: &[u8]) {
    doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
}

fn words(state: &[u8]) -> String {
    let doc = writer(99);
    apply(&doc, state);
    doc.get_or_insert_text(TEXT).get_string(&doc.transact())
}

/// docs/protocol.md H2, S4.
#[tokio::test]
async fn who_speaks_while_a_document_is_read_is_heard_when_it_is() {
    let mut bench = bench();
    let noor = bench.joins(CORE, "noor");
    bench.says(&noor, ClientMessage::Step1(Bytes::from_static(&[0])));
    bench.says(&noor, ClientMessage::Update(types(&writer(5), "dag")));
    assert_eq!(heard(&noor), [frame(&noor, &ServerMessage::Welcome { writable: true })], "only that she may write");
    bench.comes_back().await;
    let answers = heard(&noor);
    assert_eq!(answers[0], frame(&noor, &ServerMessage::Step2(Bytes::from_static(&[0, 0]))));
    assert!(!answers.contains(&stored(&noor)), "not on disk yet");
    bench.comes_back().await;
    assert_eq!(heard(&noor).last(), Some(&stored(&noor)));
    assert_eq!(bench.on_disk(CORE), "dag");
}

#[tokio::test]
async fn who_leaves_while_a_document_is_read_takes_no_seat() {
    let mut bench = bench();
    let noor = bench.joins(CORE, "noor");
    bench.says(&noor, ClientMessage::Step1(Bytes::from_static(&[0])));
    bench.leaves(&noor);
    heard(&noor);
    bench.comes_back().await;
    assert!(heard(&noor).is_empty());
    assert!(bench.entry(CORE).unwrap().sinks.is_empty());
}

/// docs/protocol.md S4: the store knows more; what was refused is judged again after a reload.
#[tokio::test]
async fn what_another_node_stored_first_is_read_and_then_the_edit_is_stored() {
    let mut bench = bench();
    let noor = bench.sits(CORE, "noor").await;
    let elsewhere = Commit {
        generation: 1,
        expected_head: 0,
        update: types(&writer(6), "elders "),
        contributions: vec![Contribution {
            person: person("jeroen"),
            seat: SeatId(0),
            received: 0,
            inserted: vec![ClockRange { client: 6, clock: 0, len: 7 }],
            deleted: Vec::new(),
        }],
        bindings: vec![(6, person("jeroen"))],
        runs: Vec::new(),
        claims: Vec::new(),
    };
    bench.shard.vault.commit_now(vec![((*document(CORE)).clone(), elsewhere)]).unwrap();
    bench.says(&noor, ClientMessage::Update(types(&writer(5), "hier")));
    bench.comes_back().await;
    assert!(!heard(&noor).contains(&stored(&noor)), "refused by the store");
    bench.comes_back().await;
    bench.comes_back().await;
    assert_eq!(heard(&noor).last(), Some(&stored(&noor)));
    assert!(["elders hier", "hierelders "].contains(&bench.on_disk(CORE).as_str()));
}

/// docs/protocol.md R1.
#[tokio::test]
async fn much_that_goes_waits_for_its_restore_point_and_the_chair_is_told() {
    for breaks in [false, true] {
        let mut bench = bench_with(Points { breaks, ..Points::default() });
        let noor = bench.sits(CORE, "noor").await;
        let jeroen = bench.joins(CORE, "jeroen");
        let (hers, his) = (writer(5), writer(6));
        bench.stores(&noor, &hers, &"w".repeat(600)).await;
        apply(&his, &hers.transact().encode_diff_v1(&StateVector::default()));
        heard(&noor);
        heard(&jeroen);
        bench.says(&jeroen, ClientMessage::Update(changes(&his, |text, txn| text.remove_range(txn, 0, 600))));
        let made = bench.done().await;
        assert_eq!(*bench.points.made.lock().unwrap(), [CORE]);
        assert_eq!((bench.on_disk(CORE).len(), heard(&jeroen).len()), (600, 0), "it waits");
        bench.takes(made);
        bench.comes_back().await;
        assert_eq!(heard(&jeroen).last(), Some(&stored(&jeroen)));
        assert_eq!(bench.on_disk(CORE), "");
        assert_eq!(contains(&heard(&noor), "restore_point"), !breaks);
        assert!(!contains(&heard(&jeroen), "restore_point"));
    }
}
