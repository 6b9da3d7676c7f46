//! A store that refuses, and a yrs that fails.

use super::*;
use crate::document::content::failing;

/// docs/protocol.md S4: another node stored something first.
#[test]
fn a_commit_the_store_refuses_is_judged_again_and_then_acknowledged() {
    let mut meeting = Meeting::begin();
    let noor = writer(5);
    meeting.says(NOOR, ClientMessage::Update(types(&noor, "een ")));
    meeting.flush();
    meeting.says(NOOR, ClientMessage::Update(types(&noor, "twee")));
    let elsewhere = types(&writer(6), "elders ");
    let bindings = vec![(6, person("jeroen"))];
    let other = Commit {
        generation: 1,
        expected_head: 0,
        update: elsewhere,
        contributions: Vec::new(),
        bindings,
        runs: Vec::new(),
        claims: Vec::new(),
    };
    meeting.disk.keep(&other);
    assert_eq!(meeting.come_back(Committed::Refused), [Effect::Reload]);
    assert_eq!(meeting.flush(), [], "nothing is judged by what was thrown away");
    meeting.reload();
    let asked = meeting.flush();
    assert_eq!((commit(&asked).expected_head, commit(&asked).contributions.len()), (1, 2));
    assert_eq!(meeting.keep(&asked)[2..], [stored(NOOR), stored(NOOR)]);
    let text = meeting.stored_text();
    assert!(text.contains("een twee") && text.contains("elders "), "{text}");
}

/// yrs failed once: what was gathered goes one by one, and nothing is lost.
#[test]
fn after_a_failure_updates_go_one_by_one() {
    let mut meeting = Meeting::begin();
    meeting.says(NOOR, ClientMessage::Update(types(&writer(5), "een")));
    meeting.says(JEROEN, ClientMessage::Update(types(&writer(6), "twee")));
    failing::the_next(1);
    assert_eq!(meeting.flush(), [Effect::Reload]);
    assert_eq!(meeting.core.health, Health::Careful);
    meeting.reload();
    let first = meeting.flush();
    assert_eq!(commit(&first).contributions.len(), 1);
    assert_eq!(meeting.keep(&first).last(), Some(&stored(NOOR)));
    let second = meeting.flush();
    assert_eq!(meeting.keep(&second).last(), Some(&stored(JEROEN)));
    assert_eq!(meeting.core.health, Health::Well);
}

/// yrs failed twice: nothing is written any more, reading goes on.
#[test]
fn a_document_that_fails_again_is_closed_for_writing_and_stays_readable() {
    let mut meeting = Meeting::begin();
    meeting.stores(JEROEN, types(&writer(6), "dag"));
    meeting.says(NOOR, ClientMessage::Update(types(&writer(5), "gif")));
    let remembered = Effect::Quarantine { generation: 1, head: 1 };
    for (health, asked) in [(Health::Careful, vec![Effect::Reload]), (Health::Quarantined, vec![remembered])] {
        failing::the_next(1);
        assert_eq!(meeting.flush(), asked);
        assert_eq!(meeting.core.health(), health);
        meeting.reload();
    }
    assert_eq!(meeting.flush(), refused(NOOR, ErrorCode::DocumentQuarantined));

    // Not even yrs is needed to read, and who reads and has nothing new is not sent away (S10).
    failing::the_next(9);
    let reader = writer(9);
    types(&reader, "eigen kladje");
    let answer = meeting.says(READER, ClientMessage::Step1(state_vector(&reader)));
    let [Effect::Send(READER, ServerMessage::Step2(all)), Effect::Send(READER, ServerMessage::Step1(_))] =
        answer.as_slice()
    else {
        panic!("{answer:?}")
    };
    apply(&reader, all);
    assert!(words(&reader).contains("dag"));
    meeting.says(READER, ClientMessage::Step2(Bytes::from_static(&[0, 0])));
    assert_eq!(meeting.flush(), [stored(READER)]);
}

/// Nobody repaired it since.
#[test]
fn a_document_that_was_closed_for_writing_is_so_when_it_is_read_again() {
    let mut before = Meeting::begin();
    before.stores(JEROEN, types(&writer(6), "dag"));
    before.disk.quarantined = true;
    let mut meeting = Meeting::on(before.disk, 1);
    meeting.says(NOOR, ClientMessage::Update(types(&writer(5), "hallo")));
    assert_eq!(meeting.flush(), refused(NOOR, ErrorCode::DocumentQuarantined));
    assert!(words_of(&mut meeting).contains("dag"));
}

fn words_of(meeting: &mut Meeting) -> String {
    let reader = writer(9);
    apply(&reader, &meeting.core.whole(&mut Vec::new()).unwrap());
    words(&reader)
}

/// docs/protocol.md S6: one failure while answering keeps nobody waiting for ever.
#[test]
fn everyone_who_asked_is_answered_after_a_failure() {
    let mut meeting = Meeting::begin();
    meeting.says(NOOR, ClientMessage::Update(types(&writer(5), "dag")));
    let asked = meeting.flush();
    let vector = Bytes::from(StateVector::from_iter([(yrs::block::ClientID::new(77), 1)]).encode_v1());
    for seat in [NOOR, JEROEN, READER] {
        meeting.says(seat, ClientMessage::Step1(vector.clone()));
    }
    failing::the_next(1);
    assert_eq!(meeting.keep(&asked).last(), Some(&Effect::Reload));
    let answered: BTreeSet<SeatId> = meeting
        .reload()
        .iter()
        .filter_map(|e| if let Effect::Send(seat, ServerMessage::Step2(_)) = e { Some(*seat) } else { None })
        .collect();
    assert_eq!(answered, BTreeSet::from([NOOR, JEROEN, READER]));
}
