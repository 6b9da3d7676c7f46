//! The core as plain function calls: what it is told, and what it wants done.

use std::collections::BTreeSet;

use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Doc, GetString, ReadTxn, StateVector, Text, Transact, Update};

use samenbeeld_gate::Roots;
use samenbeeld_schema::ids::DocumentKind;

use super::*;

mod authors;
mod client_ids;
mod others;
mod presence;
mod refusals;
mod removals;
mod trouble;

const TEXT: &str = "text:explanation/6b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f/text";
const NOOR: SeatId = SeatId(1);
const JEROEN: SeatId = SeatId(2);
const READER: SeatId = SeatId(3);

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

/// What was committed, as the store would give it back.
#[derive(Default)]
struct Disk {
    commits: Vec<Commit>,
    generation_of_bindings: u32,
    quarantined: bool,
}

impl Disk {
    fn keep(&mut self, commit: &Commit) -> Committed {
        self.commits.push(commit.clone());
        Committed::Stored(self.commits.len() as u64)
    }
    fn doc(&self) -> Doc {
        let doc = samenbeeld_schema::doc::open(1);
        for commit in &self.commits {
            apply(&doc, &commit.update);
        }
        doc
    }
    fn load(&self, generation: u32, roots: &dyn Roots) -> Loaded {
        let state = Bytes::from(self.doc().transact().encode_diff_v1(&StateVector::default()));
        let bindings = self.commits.iter().flat_map(|commit| commit.bindings.iter());
        Loaded {
            generation,
            head: self.commits.len() as u64,
            index: Index::load(&state, roots).unwrap(),
            state,
            runs: self.commits.iter().flat_map(|commit| commit.runs.clone()).collect(),
            bindings: bindings.map(|(client, who)| (*client, (who.clone(), self.generation_of_bindings))).collect(),
            quarantined: self.quarantined,
        }
    }
}

/// A document with Noor and Jeroen, who write, and Marloes, who reads.
struct Meeting {
    core: Core,
    disk: Disk,
    now: Timestamp,
}

impl Meeting {
    fn begin() -> Self {
        Self::on(Disk { generation_of_bindings: 1, ..Disk::default() }, 1)
    }
    fn on(disk: Disk, generation: u32) -> Self {
        let home = |name: &str| BTreeSet::from([name.to_owned()]);
        let households = Households::from([
            (person("noor"), BTreeSet::from(["a".to_owned(), "b".to_owned()])),
            (person("jeroen"), home("b")),
            (person("marloes"), home("a")),
        ]);
        let loaded = disk.load(generation, &Self::roots());
        let mut core = Core::new(Self::roots(), Arc::new(households), loaded);
        core.join(NOOR, person("noor"), true, None);
        core.join(JEROEN, person("jeroen"), true, None);
        core.join(READER, person("marloes"), false, None);
        Self { core, disk, now: 1_000 }
    }
    fn roots() -> DocumentRoots {
        DocumentRoots::new(DocumentKind::Board, false)
    }
    fn says(&mut self, seat: SeatId, message: ClientMessage) -> Vec<Effect> {
        let mut out = Vec::new();
        self.core.message(seat, message, self.now, &mut out);
        out
    }
    fn flush(&mut self) -> Vec<Effect> {
        let mut out = Vec::new();
        self.core.flush(&mut out);
        out
    }
    /// Keeps the commit that was asked for and tells so.
    fn keep(&mut self, asked: &[Effect]) -> Vec<Effect> {
        let kept = self.disk.keep(commit(asked));
        self.come_back(kept)
    }
    fn come_back(&mut self, outcome: Committed) -> Vec<Effect> {
        let mut out = Vec::new();
        self.core.committed(outcome, &mut out);
        out
    }
    /// A whole turn: said, judged, kept.
    fn stores(&mut self, seat: SeatId, update: Bytes) -> Vec<Effect> {
        assert_eq!(self.says(seat, ClientMessage::Update(update)), []);
        let asked = self.flush();
        self.keep(&asked)
    }
    fn looked(&mut self) -> Vec<Effect> {
        let mut out = Vec::new();
        self.core.looked(self.disk.commits.len() as u64, &mut out);
        out
    }
    fn reload(&mut self) -> Vec<Effect> {
        let loaded = self.disk.load(1, &Self::roots());
        let mut out = Vec::new();
        self.core.reloaded(loaded, &mut out);
        out
    }
    fn tick(&mut self, now: Timestamp) -> Vec<Effect> {
        let mut out = Vec::new();
        self.core.tick(now, &mut out);
        out
    }
    fn stored_text(&self) -> String {
        words(&self.disk.doc())
    }
}

fn apply(doc: &Doc, update: &[u8]) {
    doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
}
fn words(doc: &Doc) -> String {
    doc.get_or_insert_text(TEXT).get_string(&doc.transact())
}
fn state_vector(doc: &Doc) -> Bytes {
    doc.transact().state_vector().encode_v1().into()
}
fn since(doc: &Doc, vector: &[u8]) -> Bytes {
    doc.transact().encode_diff_v1(&StateVector::decode_v1(vector).unwrap()).into()
}
/// Types at the end and gives the update.
fn types(doc: &Doc, what: &str) -> Bytes {
    let before = state_vector(doc);
    let text = doc.get_or_insert_text(TEXT);
    let mut txn = doc.transact_mut();
    let end = text.len(&txn);
    text.insert(&mut txn, end, what);
    drop(txn);
    since(doc, &before)
}
fn writer(client: u64) -> Doc {
    samenbeeld_schema::doc::open(client)
}
fn commit(effects: &[Effect]) -> &Commit {
    effects.iter().find_map(|e| if let Effect::Commit(commit) = e { Some(commit) } else { None }).expect("a commit")
}
fn stored(seat: SeatId) -> Effect {
    Effect::Send(seat, ServerMessage::SyncStatus(true))
}
fn refused(seat: SeatId, code: ErrorCode) -> Vec<Effect> {
    vec![Effect::Send(seat, ServerMessage::SyncStatus(false)), Effect::Refuse(seat, code)]
}
fn sent_on(update: &Bytes) -> Effect {
    Effect::Broadcast(ServerMessage::Update(update.clone()))
}
fn notice(json: &str) -> Effect {
    Effect::Broadcast(ServerMessage::Notice(json.to_owned()))
}

/// docs/protocol.md S4, H6.
#[test]
fn an_edit_is_sent_on_and_acknowledged_only_when_it_is_stored() {
    let mut meeting = Meeting::begin();
    let update = types(&writer(5), "dag");
    assert_eq!(meeting.says(NOOR, ClientMessage::Update(update.clone())), []);
    let asked = meeting.flush();
    assert_eq!(asked.len(), 1, "only the commit is asked for");
    assert_eq!(commit(&asked).update, update);
    assert_eq!(commit(&asked).bindings, [(5, person("noor"))]);
    let bound = notice(r#"{"bindings":{"5":"noor"}}"#);
    assert_eq!(meeting.keep(&asked), [sent_on(&update), bound, stored(NOOR)]);
}

/// docs/protocol.md S5, H3, C4.
#[test]
fn two_edits_of_one_turn_are_one_commit_and_one_message_with_two_acknowledgements_in_order() {
    let mut meeting = Meeting::begin();
    let (noor, jeroen) = (writer(5), writer(6));
    meeting.says(NOOR, ClientMessage::Update(types(&noor, "een")));
    meeting.says(JEROEN, ClientMessage::Update(types(&jeroen, "twee")));
    meeting.says(NOOR, ClientMessage::Update(types(&noor, "drie")));
    let asked = meeting.flush();
    let commit = commit(&asked).clone();
    let who: Vec<&str> = commit.contributions.iter().map(|part| part.person.as_str()).collect();
    assert_eq!(who, ["noor", "jeroen", "noor"]);
    let done = meeting.keep(&asked);
    assert_eq!(done[0], sent_on(&commit.update));
    assert_eq!(done[2..], [stored(NOOR), stored(JEROEN), stored(NOOR)]);
    let reader = writer(9);
    apply(&reader, &commit.update);
    assert_eq!(words(&reader), meeting.stored_text());
    assert!(["eendrietwee", "tweeeendrie"].contains(&words(&reader).as_str()), "{}", words(&reader));
}

/// docs/protocol.md S6.
#[test]
fn who_asks_during_a_commit_is_answered_after_it_and_then_asked_back() {
    let mut meeting = Meeting::begin();
    meeting.says(NOOR, ClientMessage::Update(types(&writer(5), "dag")));
    let asked = meeting.flush();
    let newcomer = writer(9);
    assert_eq!(meeting.says(READER, ClientMessage::Step1(state_vector(&newcomer))), []);
    let done = meeting.keep(&asked);
    let [.., Effect::Send(READER, ServerMessage::Step2(all)), Effect::Send(READER, ServerMessage::Step1(theirs))] =
        done.as_slice()
    else {
        panic!("{done:?}")
    };
    apply(&newcomer, all);
    assert_eq!(words(&newcomer), "dag");
    assert_eq!(*theirs, state_vector(&newcomer));
}

/// docs/protocol.md S6, S4: also when the commit is refused by the store, nobody saw what was in it.
#[test]
fn who_asks_during_a_commit_that_fails_sees_nothing_of_it() {
    let mut meeting = Meeting::begin();
    meeting.says(NOOR, ClientMessage::Update(types(&writer(5), "dag")));
    meeting.flush();
    let newcomer = writer(9);
    meeting.says(READER, ClientMessage::Step1(state_vector(&newcomer)));
    assert_eq!(meeting.come_back(Committed::Refused), [Effect::Reload]);
    let done = meeting.reload();
    let [_, Effect::Send(READER, ServerMessage::Step2(all)), Effect::Send(..)] = done.as_slice() else {
        panic!("{done:?}")
    };
    apply(&newcomer, all);
    assert_eq!(words(&newcomer), "");
}

/// A document that was read from disk and only shown so far is written on, not begun anew.
#[test]
fn the_first_edit_after_a_load_stands_beside_what_was_there() {
    let mut before = Meeting::begin();
    before.stores(NOOR, types(&writer(5), "dag"));
    let mut meeting = Meeting::on(before.disk, 1);
    meeting.stores(JEROEN, types(&writer(6), "hallo"));
    let whole = meeting.core.whole(&mut Vec::new()).unwrap();
    let reader = writer(9);
    apply(&reader, &whole);
    assert_eq!(words(&reader), meeting.stored_text());
    assert!(words(&reader).contains("dag"));
}

/// docs/protocol.md S7.
#[test]
fn a_gap_waits_for_the_step2_and_is_acknowledged_in_its_place() {
    let mut meeting = Meeting::begin();
    let noor = writer(5);
    types(&noor, "van gisteren, ");
    let late = types(&noor, "van nu");
    let gap = ClientMessage::Update(late);
    assert_eq!(meeting.says(NOOR, gap), []);
    assert_eq!(meeting.flush(), [], "parked outside the document");
    meeting.says(NOOR, ClientMessage::Step2(since(&noor, &[0])));
    let asked = meeting.flush();
    let done = meeting.keep(&asked);
    assert_eq!(done[2..], [stored(NOOR), stored(NOOR)]);
    assert_eq!(meeting.stored_text(), "van gisteren, van nu");
}

/// docs/protocol.md S7: when the Step2 is behind us, it is asked for once more.
#[test]
fn a_gap_after_the_step2_is_asked_for() {
    let mut meeting = Meeting::begin();
    let noor = writer(5);
    meeting.says(NOOR, ClientMessage::Step2(Bytes::from_static(&[0, 0])));
    assert_eq!(meeting.flush(), [stored(NOOR)]);
    types(&noor, "verloren ");
    meeting.says(NOOR, ClientMessage::Update(types(&noor, "en gevonden")));
    assert_eq!(meeting.flush(), [Effect::Send(NOOR, ServerMessage::Step1(Bytes::from_static(&[0])))]);
}

/// docs/protocol.md S7, G7.
#[test]
fn a_gap_that_never_fills_is_refused_after_thirty_seconds_and_a_look_at_the_store() {
    let mut meeting = Meeting::begin();
    let noor = writer(5);
    types(&noor, "nooit verstuurd");
    meeting.says(NOOR, ClientMessage::Update(types(&noor, "wel verstuurd")));
    assert_eq!(meeting.flush(), []);
    assert_eq!(meeting.tick(1_000 + PARKED_MS_MAX), []);
    assert!(!meeting.core.wants_flush(), "not yet too long");
    meeting.tick(1_001 + PARKED_MS_MAX);
    assert_eq!(meeting.flush(), [Effect::LookAtStore { after: 0 }]);
    assert_eq!(meeting.looked(), []);
    assert_eq!(meeting.flush(), refused(NOOR, ErrorCode::GapUnfilled));
    assert_eq!(meeting.stored_text(), "");
}

/// docs/protocol.md S8.
#[test]
fn what_comes_again_is_acknowledged_again_and_changes_nothing() {
    let mut meeting = Meeting::begin();
    let update = types(&writer(5), "dag");
    meeting.stores(NOOR, update.clone());
    meeting.says(NOOR, ClientMessage::Update(update.clone()));
    assert_eq!(meeting.flush(), [stored(NOOR)]);
    meeting.says(JEROEN, ClientMessage::Step2(update));
    assert_eq!(meeting.flush(), [stored(JEROEN)], "also on another connection");
}

/// docs/protocol.md S8, S4: twice in one turn is known, but not yet stored.
#[test]
fn what_comes_twice_in_one_turn_is_acknowledged_twice_after_the_commit() {
    let mut meeting = Meeting::begin();
    let update = types(&writer(5), "dag");
    meeting.says(NOOR, ClientMessage::Update(update.clone()));
    meeting.says(NOOR, ClientMessage::Update(update));
    let asked = meeting.flush();
    assert_eq!((asked.len(), commit(&asked).contributions.len()), (1, 1));
    assert_eq!(meeting.keep(&asked)[2..], [stored(NOOR), stored(NOOR)]);
}
