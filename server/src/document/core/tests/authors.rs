//! Whose words those are that somebody puts back (docs/protocol.md C5).

use samenbeeld_gate::ClockRange;

use super::*;
use crate::document::authors::AuthorRun;

/// A device with all that is stored.
fn device(meeting: &Meeting, client: u64) -> Doc {
    let doc = writer(client);
    apply(&doc, &since(&meeting.disk.doc(), &[0]));
    doc
}

/// An edit of the text, and its update.
fn edits(doc: &Doc, change: impl FnOnce(&yrs::TextRef, &mut yrs::TransactionMut<'_>)) -> Bytes {
    let text = doc.get_or_insert_text(TEXT);
    let mut txn = doc.transact_mut();
    change(&text, &mut txn);
    txn.encode_update_v1().into()
}

fn run(client: u64, clock: u32, len: u32, name: &str) -> AuthorRun {
    AuthorRun { range: ClockRange { client, clock, len }, person: person(name) }
}

/// Noor wrote a sentence, and Jeroen took a part of it out.
fn taken_out() -> (Meeting, Doc) {
    let mut meeting = Meeting::begin();
    meeting.stores(NOOR, types(&writer(5), "Thuis is het druk. Ik slaap slecht."));
    let jeroen = device(&meeting, 6);
    meeting.stores(JEROEN, edits(&jeroen, |text, txn| text.remove_range(txn, 19, 16)));
    (meeting, jeroen)
}

/// docs/protocol.md C5, H6: one message, after the commit.
#[test]
fn words_put_back_stay_whose_they_were_and_every_reader_is_told() {
    let (mut meeting, jeroen) = taken_out();
    let back = edits(&jeroen, |text, txn| text.insert(txn, 0, "Ik slaap slecht."));
    meeting.says(JEROEN, ClientMessage::Update(back.clone()));
    let asked = meeting.flush();
    assert_eq!(commit(&asked).runs, [run(6, 0, 16, "noor")]);
    let told = notice(r#"{"bindings":{"6":"jeroen"},"runs":[[6,0,16,"noor"]]}"#);
    assert_eq!(meeting.keep(&asked), [sent_on(&back), told, stored(JEROEN)]);
    assert_eq!(meeting.core.runs(), [run(6, 0, 16, "noor")]);
}

#[test]
fn what_one_takes_out_and_puts_elsewhere_in_one_edit_is_a_move() {
    let mut meeting = Meeting::begin();
    meeting.stores(NOOR, types(&writer(5), "Thuis is het druk. Ik slaap slecht. "));
    let jeroen = device(&meeting, 6);
    let moved = edits(&jeroen, |text, txn| {
        text.remove_range(txn, 19, 17);
        text.insert(txn, 0, "Ik slaap slecht. ");
    });
    meeting.stores(JEROEN, moved);
    assert_eq!(meeting.core.runs(), [run(6, 0, 17, "noor")]);
    assert_eq!(meeting.stored_text(), "Ik slaap slecht. Thuis is het druk. ");
}

/// Two letters of one turn: what goes in the first comes back in the second.
#[test]
fn what_goes_and_comes_back_within_one_turn_is_recognised() {
    let mut meeting = Meeting::begin();
    meeting.stores(NOOR, types(&writer(5), "Ik slaap slecht."));
    let jeroen = device(&meeting, 6);
    meeting.says(JEROEN, ClientMessage::Update(edits(&jeroen, |text, txn| text.remove_range(txn, 0, 16))));
    meeting.says(JEROEN, ClientMessage::Update(edits(&jeroen, |text, txn| text.insert(txn, 0, "Ik slaap slecht."))));
    let asked = meeting.flush();
    assert_eq!(commit(&asked).runs, [run(6, 0, 16, "noor")]);
}

/// The words of several people, taken out at once and put back.
#[test]
fn each_part_of_a_sentence_stays_whose_it_was() {
    let mut meeting = Meeting::begin();
    meeting.stores(NOOR, types(&writer(5), "Ik slaap niet."));
    let marloes = device(&meeting, 7);
    meeting.core.join(SeatId(9), person("marloes"), true, None);
    meeting.stores(SeatId(9), edits(&marloes, |text, txn| text.insert(txn, 9, "al weken ")));
    let jeroen = device(&meeting, 6);
    assert_eq!(words(&jeroen), "Ik slaap al weken niet.");
    meeting.stores(JEROEN, edits(&jeroen, |text, txn| text.remove_range(txn, 0, 23)));
    meeting.stores(JEROEN, edits(&jeroen, |text, txn| text.insert(txn, 0, "Ik slaap al weken niet.")));
    let runs = [run(6, 0, 9, "noor"), run(6, 9, 9, "marloes"), run(6, 18, 5, "noor")];
    assert_eq!(meeting.core.runs(), runs);
}

#[test]
fn words_of_ones_own_put_back_need_no_run() {
    let mut meeting = Meeting::begin();
    let noor = writer(5);
    meeting.stores(NOOR, types(&noor, "Ik slaap slecht."));
    meeting.stores(NOOR, edits(&noor, |text, txn| text.remove_range(txn, 0, 16)));
    meeting.stores(NOOR, edits(&noor, |text, txn| text.insert(txn, 0, "Ik slaap slecht.")));
    assert_eq!(meeting.core.runs(), []);
}

/// What is not stored was not taken out, and whose words are whose is read again with the rest.
#[test]
fn after_a_commit_that_failed_it_is_judged_again() {
    let (mut meeting, jeroen) = taken_out();
    let back = edits(&jeroen, |text, txn| text.insert(txn, 0, "Ik slaap slecht."));
    meeting.stores(JEROEN, back);
    let marloes = device(&meeting, 7);
    meeting.core.join(SeatId(9), person("marloes"), true, None);
    let gone = edits(&marloes, |text, txn| text.remove_range(txn, 0, 16));
    meeting.says(SeatId(9), ClientMessage::Update(gone));
    meeting
        .says(SeatId(9), ClientMessage::Update(edits(&marloes, |text, txn| text.insert(txn, 0, "Ik slaap slecht."))));
    meeting.flush();
    assert_eq!(meeting.come_back(Committed::Refused), [Effect::Reload]);
    meeting.reload();
    let asked = meeting.flush();
    assert_eq!(commit(&asked).runs, [run(7, 0, 16, "noor")]);
}

/// After days: what *Wat stond hier* shows is remembered when it is read.
#[test]
fn words_taken_out_long_ago_are_recognised_once_they_were_read_back() {
    let (before, jeroen) = taken_out();
    let mut meeting = Meeting::on(before.disk, 1);
    let removal = Removal {
        words: "Ik slaap slecht.".encode_utf16().collect(),
        parts: vec![(ClockRange { client: 5, clock: 19, len: 16 }, Some(person("noor")))],
    };
    meeting.core.remember(vec![removal]);
    meeting.stores(JEROEN, edits(&jeroen, |text, txn| text.insert(txn, 19, "Ik slaap slecht.")));
    assert_eq!(meeting.core.runs(), [run(6, 0, 16, "noor")]);
}

fn hex(text: &str) -> Bytes {
    text.as_bytes().chunks(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap()).collect()
}

/// Bytes of Yjs 13.6 and its `UndoManager`: Jeroen writes "echt " into Noor's sentence, takes "niet" and his own space out letter by
/// letter, and undoes that at once.
#[test]
fn an_undo_of_yjs_gives_everybody_their_letters_back() {
    let mut meeting = Meeting::begin();
    let noor = "0101050004013a746578743a6578706c616e6174696f6e2f36623266306331652d366130622d346333642d396334622d306131\
                6232633364346535662f746578740e496b20736c616170206e6965742e00";
    meeting.stores(NOOR, hex(&noor.replace(' ', "")));
    let jeroen = [
        "01010600c40508050905656368742000",
        "000105010c01",
        "000105010b01",
        "000105010a01",
        "000105010901",
        "000106010401",
    ];
    for update in jeroen {
        meeting.stores(JEROEN, hex(update));
    }
    assert_eq!(meeting.stored_text(), "Ik slaap echt.");
    meeting.stores(JEROEN, hex("01020605c406040509046e696574c406030604012000"));
    assert_eq!(meeting.stored_text(), "Ik slaap echt niet.");
    assert_eq!(meeting.core.runs(), [run(6, 5, 4, "noor")]);
}
