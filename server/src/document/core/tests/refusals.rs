//! Who is refused, when, and what of theirs still counts.

use super::*;

/// docs/protocol.md S10.
#[test]
fn a_reader_may_offer_what_is_known() {
    let mut meeting = Meeting::begin();
    let update = types(&writer(5), "dag");
    meeting.stores(NOOR, update.clone());
    meeting.says(READER, ClientMessage::Step2(Bytes::from_static(&[0, 0])));
    meeting.says(READER, ClientMessage::Step2(update));
    assert_eq!(meeting.flush(), [stored(READER), stored(READER)]);
}

/// docs/protocol.md S11.
#[test]
fn a_readers_edit_is_refused_and_nothing_of_it_stored() {
    let mut meeting = Meeting::begin();
    meeting.says(READER, ClientMessage::Update(types(&writer(7), "stiekem")));
    assert_eq!(meeting.flush(), [Effect::LookAtStore { after: 0 }]);
    assert_eq!(meeting.looked(), []);
    assert_eq!(meeting.flush(), refused(READER, ErrorCode::WriteForbidden));
    assert!(meeting.disk.commits.is_empty());
}

/// docs/protocol.md S10, G7: the reader was connected to another node, which stored more than this one knows.
#[test]
fn a_reader_may_offer_what_only_the_store_knows() {
    let mut meeting = Meeting::begin();
    let elsewhere = types(&writer(5), "dag");
    meeting.disk.keep(&Commit {
        generation: 1,
        expected_head: 0,
        update: elsewhere.clone(),
        contributions: Vec::new(),
        runs: Vec::new(),
        bindings: vec![(5, person("noor"))],
        claims: Vec::new(),
    });
    meeting.says(READER, ClientMessage::Step2(elsewhere));
    assert_eq!(meeting.flush(), [Effect::LookAtStore { after: 0 }]);
    assert_eq!(meeting.looked(), [Effect::Reload]);
    meeting.reload();
    assert_eq!(meeting.flush(), [stored(READER)]);
}

/// docs/protocol.md C2, G7.
#[test]
fn anothers_client_id_is_refused_after_a_look_at_the_store() {
    let mut meeting = Meeting::begin();
    let noor = writer(5);
    meeting.stores(NOOR, types(&noor, "dag"));
    meeting.says(JEROEN, ClientMessage::Update(types(&noor, " onder haar naam")));
    assert_eq!(meeting.flush(), [Effect::LookAtStore { after: 1 }]);
    assert_eq!(meeting.flush(), [], "nothing is judged twice before the look");
    assert_eq!(meeting.looked(), []);
    assert_eq!(meeting.flush(), refused(JEROEN, ErrorCode::ClientIdTaken));
    assert_eq!(meeting.stored_text(), "dag");
}

/// docs/protocol.md G7: another node may have stored it first.
#[test]
fn a_foreign_block_that_the_store_has_by_now_is_no_forgery() {
    let mut meeting = Meeting::begin();
    let noor = writer(5);
    meeting.stores(NOOR, types(&noor, "dag"));
    let elsewhere = types(&noor, " allemaal");
    meeting.says(JEROEN, ClientMessage::Step2(elsewhere.clone()));
    assert_eq!(meeting.flush(), [Effect::LookAtStore { after: 1 }]);
    meeting.disk.keep(&Commit {
        generation: 1,
        expected_head: 1,
        update: elsewhere,
        contributions: Vec::new(),
        runs: Vec::new(),
        bindings: Vec::new(),
        claims: Vec::new(),
    });
    assert_eq!(meeting.looked(), [Effect::Reload]);
    assert!(matches!(meeting.reload().as_slice(), [Effect::Broadcast(ServerMessage::Update(_))]));
    assert_eq!(meeting.flush(), [stored(JEROEN)]);
    assert_eq!(meeting.core.head(), 2);
}

/// docs/protocol.md C3.
#[test]
fn a_client_id_of_an_older_generation_is_burnt() {
    let mut before = Meeting::begin();
    let noor = writer(5);
    before.stores(NOOR, types(&noor, "dag"));
    let mut meeting = Meeting::on(before.disk, 2);
    meeting.says(NOOR, ClientMessage::Update(types(&noor, " nog iets")));
    assert_eq!(meeting.flush(), refused(NOOR, ErrorCode::GenerationGone));
    assert_eq!(meeting.stored_text(), "dag");
}

/// docs/protocol.md H3, S11.
#[test]
fn a_refused_seat_gets_its_earlier_acknowledgements_first() {
    let mut meeting = Meeting::begin();
    meeting.says(NOOR, ClientMessage::Update(types(&writer(5), "goed")));
    meeting.says(NOOR, ClientMessage::Update(Bytes::from_static(b"geen update")));
    let asked = meeting.flush();
    assert_eq!(asked.len(), 1, "the refusal waits for the commit");
    let done = meeting.keep(&asked);
    let expected: Vec<Effect> =
        std::iter::once(stored(NOOR)).chain(refused(NOOR, ErrorCode::UpdateMalformed)).collect();
    assert_eq!(done[2..], expected);
    assert!(!meeting.core.seats().any(|(seat, _)| *seat == NOOR));
}

/// docs/protocol.md S11: what follows a refused update is not stored behind its author's back.
#[test]
fn nothing_that_follows_a_refused_update_is_stored() {
    let mut meeting = Meeting::begin();
    let (noor, jeroen) = (writer(5), writer(6));
    meeting.stores(JEROEN, types(&jeroen, "a"));
    meeting.says(NOOR, ClientMessage::Update(types(&jeroen, "vals")));
    meeting.says(NOOR, ClientMessage::Update(types(&noor, "daarna")));
    assert_eq!(meeting.flush(), [Effect::LookAtStore { after: 1 }]);
    meeting.looked();
    assert_eq!(meeting.flush(), refused(NOOR, ErrorCode::ClientIdTaken));
    assert!(meeting.core.is_quiet());
    assert_eq!(meeting.stored_text(), "a");
}

/// A seat that sends too much at once during a commit loses nothing it was promised.
#[test]
fn too_much_at_once_is_refused_after_the_commit_under_way() {
    let mut meeting = Meeting::begin();
    meeting.says(NOOR, ClientMessage::Update(types(&writer(5), "goed")));
    let asked = meeting.flush();
    assert_eq!(meeting.says(NOOR, ClientMessage::Update(vec![0; QUEUE_MAX + 1].into())), []);
    let done = meeting.keep(&asked);
    let expected: Vec<Effect> = std::iter::once(stored(NOOR)).chain(refused(NOOR, ErrorCode::Overloaded)).collect();
    assert_eq!(done[2..], expected);
}

/// docs/protocol.md S4: the words count also when their author has gone.
#[test]
fn who_leaves_during_the_commit_wrote_what_they_wrote() {
    let mut meeting = Meeting::begin();
    let update = types(&writer(5), "dag");
    meeting.says(NOOR, ClientMessage::Update(update.clone()));
    let asked = meeting.flush();
    meeting.core.leave(NOOR, &mut Vec::new());
    assert_eq!(meeting.keep(&asked), [sent_on(&update), notice(r#"{"bindings":{"5":"noor"}}"#)]);
}
