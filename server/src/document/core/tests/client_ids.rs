//! Whose a client id is before anything is written under it.

use super::*;
use crate::document::core::client_ids::REMEMBERED_MAX;

/// A presence entry of a client id.
fn caret(client: u64) -> ClientMessage {
    let mut bytes = Vec::new();
    for number in [1, client, 1] {
        crate::wire::lib0::put_number(&mut bytes, number);
    }
    crate::wire::lib0::put_bytes(&mut bytes, br#"{"caret":3}"#);
    ClientMessage::Awareness(bytes.into())
}

/// Says it as this seat and gives the refusal, after the look at the store.
fn refusal(meeting: &mut Meeting, seat: SeatId, update: Bytes) -> Vec<Effect> {
    meeting.says(seat, ClientMessage::Update(update));
    assert!(matches!(meeting.flush().as_slice(), [Effect::LookAtStore { .. }]));
    meeting.looked();
    meeting.flush()
}

/// docs/protocol.md C1.
#[test]
fn the_client_id_of_a_ticket_is_kept_for_whose_it_is() {
    let mut meeting = Meeting::begin();
    let again = SeatId(4);
    meeting.core.join(again, person("noor"), true, Some(5));
    assert_eq!(
        refusal(&mut meeting, JEROEN, types(&writer(5), "onder haar naam")),
        refused(JEROEN, ErrorCode::ClientIdTaken)
    );
    meeting.stores(again, types(&writer(5), "dag"));
    assert_eq!(meeting.stored_text(), "dag");
    assert_eq!(meeting.disk.commits[0].bindings, [(5, person("noor"))], "bound in the commit of its first struct");
}

/// docs/protocol.md C2: outside a samen-schrijven session too, where no presence is sent on.
#[test]
fn the_first_presence_of_a_client_keeps_its_id_for_its_person() {
    let mut meeting = Meeting::begin();
    assert_eq!(meeting.says(NOOR, caret(5)), []);
    let refused_to = refusal(&mut meeting, JEROEN, types(&writer(5), "onder haar naam"));
    assert_eq!(refused_to, refused(JEROEN, ErrorCode::ClientIdTaken));
}

/// docs/protocol.md C2: official clients send on what they hear.
#[test]
fn who_sends_on_the_presence_of_another_takes_nothing() {
    let mut meeting = Meeting::begin();
    meeting.says(NOOR, caret(5));
    meeting.says(JEROEN, caret(5));
    meeting.says(JEROEN, caret(6));
    for who in ["noor", "jeroen"] {
        meeting.core.join_writing(TEXT, &person(who), "s".into(), 0, &mut Vec::new()).unwrap();
    }
    meeting.says(JEROEN, caret(6));
    let heard = meeting.tick(2_000);
    assert!(heard.iter().any(|e| matches!(e, Effect::Send(NOOR, ServerMessage::Awareness(_)))), "{heard:?}");
    meeting.stores(NOOR, types(&writer(5), "dag"));
    assert_eq!(meeting.stored_text(), "dag");
}

/// docs/protocol.md C2: a forger is sent away, whoever they forged is not.
#[test]
fn a_forged_client_id_is_not_burnt_for_whose_it_is() {
    let mut meeting = Meeting::begin();
    meeting.says(NOOR, caret(5));
    refusal(&mut meeting, JEROEN, types(&writer(5), "onder haar naam"));
    meeting.stores(NOOR, types(&writer(5), "dag"));
    assert_eq!(meeting.stored_text(), "dag");
}

/// docs/protocol.md C2: the bound, and what happens when it is full.
#[test]
fn too_many_reservations_cost_their_own_person_the_oldest() {
    let mut meeting = Meeting::begin();
    meeting.core.join(SeatId(9), person("jeroen"), true, Some(7));
    for client in 0..=REMEMBERED_MAX as u64 {
        meeting.core.join(SeatId(100 + client), person("noor"), true, Some(1_000 + client));
    }
    meeting.stores(JEROEN, types(&writer(1_000), "de oudste is vrij "));
    let kept = refusal(&mut meeting, JEROEN, types(&writer(1_001), "de volgende niet"));
    assert_eq!(kept, refused(JEROEN, ErrorCode::ClientIdTaken));
    let his = refusal(&mut meeting, NOOR, types(&writer(7), "die van een ander ook niet"));
    assert_eq!(his, refused(NOOR, ErrorCode::ClientIdTaken));
}
