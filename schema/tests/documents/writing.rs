//! What an operation writes, where, and by whom.

use std::collections::BTreeSet;

use samenbeeld_schema::doc::write::{Operation, Refused, Splice};
use samenbeeld_schema::field::Plain;
use samenbeeld_schema::ids::RoomId;
use samenbeeld_schema::model::*;
use samenbeeld_schema::text::Long;

use crate::{Writing, add, factor, item, person, relation, set, text};

fn splice(at: u32, remove: u32, insert: &str) -> Splice {
    Splice { at, remove, insert: insert.to_owned() }
}

// D4, D8
#[test]
fn what_is_written_is_read_back() {
    let voice = Writing::voice();
    voice.does(add(item(1), factor("Noor slaapt slecht"))).unwrap();
    voice.does(add(item(2), relation(item(1), item(3)))).unwrap();
    voice.does(set(Kind::Factor, item(1), "strength_now", Plain::Whole(2))).unwrap();
    voice
        .does(Operation::AddMember {
            kind: Kind::Factor,
            id: item(1),
            field: "holder".to_owned(),
            member: "marloes".to_owned(),
        })
        .unwrap();
    let mark = Mark {
        value: MarkValue::Standpoint(Standpoint::Partly),
        words: Some(Long::parse("Soms wel").unwrap()),
        about: Fingerprint::of("Noor slaapt slecht"),
    };
    voice.does(Operation::SetMark { item: item(1), mark: mark.clone() }).unwrap();
    let reading = voice.reading();
    assert_eq!(reading.reports, []);
    assert_eq!(reading.marks, [(item(1), mark)]);
    let Content::Factor(Some(read)) = &reading.items[0].content else { panic!("a factor") };
    assert_eq!(read.strength_now.map(|s| s.get()), Some(2));
    assert_eq!(read.holder.iter().map(|h| h.as_str()).collect::<Vec<_>>(), ["marloes"]);
    let Content::Relation(Some(read)) = &reading.items[1].content else { panic!("a relation") };
    assert_eq!(*read, relation(item(1), item(3)));
}

// design section 2: who may write is a document
#[test]
fn nobody_writes_in_anothers_voice() {
    let mut voice = Writing::voice();
    voice.context.person = person("marloes");
    voice.refuses(add(item(1), factor("Niet van mij")), Refused::AnothersVoice);
}

// D15
#[test]
fn a_document_names_only_what_all_its_readers_may_read() {
    let voice = Writing::voice();
    voice.refuses(add(item(1), relation(item(2), item(99))), Refused::NotReadableByAll);
    voice.does(add(item(1), factor("x"))).unwrap();
    let unknown =
        Operation::AddMember { kind: Kind::Factor, id: item(1), field: "holder".to_owned(), member: "lina".to_owned() };
    voice.refuses(unknown, Refused::NotReadableByAll);
    voice.refuses(Operation::PlaceInOrder { item: item(99), after: None, random: [0; 3] }, Refused::NotReadableByAll);
}

// D9
#[test]
fn withdrawing_leaves_no_word_behind() {
    let voice = Writing::voice();
    voice.does(add(item(1), factor("Heel eigen woorden"))).unwrap();
    voice.does(Operation::Withdraw { kind: Kind::Factor, id: item(1) }).unwrap();
    let reading = voice.reading();
    assert!(reading.items[0].withdrawn && reading.items[0].content == Content::Factor(None));
    let state = voice.state();
    let left = String::from_utf8_lossy(&state);
    assert!(!left.contains("eigen woorden") && !left.contains("health"));
    voice.refuses(set(Kind::Factor, item(1), "title", text("Terug")), Refused::UnknownItem);
}

// D6
#[test]
fn a_joint_text_is_typed_piece_by_piece() {
    let board = Writing::board();
    board.does(Operation::StartCard { id: item(1), shape: CardShape::Factor, gathers: [item(2)].into() }).unwrap();
    let typing = |at, remove, insert: &str| Operation::WriteJointText {
        kind: Kind::Card,
        id: item(1),
        field: "said_together".to_owned(),
        splice: splice(at, remove, insert),
    };
    board.does(typing(0, 0, "Zoë 👩 slaapt")).unwrap();
    board.does(typing(4, 2, "zelf")).unwrap();
    board.refuses(typing(99, 0, "x"), Refused::InvalidValue);
    board.refuses(typing(0, u32::MAX, ""), Refused::InvalidValue);
    board.refuses(typing(0, 0, &"x".repeat(4001)), Refused::TooLong);
    board.does(typing(0, 0, "👩")).unwrap();
    board.refuses(typing(1, 0, "half"), Refused::InvalidValue);
    let Content::Card(Some(card)) = board.reading().items[0].content.clone() else { panic!("a card") };
    assert_eq!(card.said_together.as_str(), "👩Zoë zelf slaapt");
    assert_eq!(card.gathers, BTreeSet::from([item(2)]));
    board.does(Operation::OffTable { id: item(1), off: true }).unwrap();
    let Content::Card(Some(card)) = board.reading().items[0].content.clone() else { panic!("a card") };
    assert_eq!(card.off_table, Some(true));
}

// D5
#[test]
fn an_order_keeps_what_was_placed_where_it_was_placed() {
    let voice = Writing::voice();
    let place = |nth, after: Option<u8>| Operation::PlaceInOrder {
        item: item(nth),
        after: after.map(item),
        random: [nth, 7, nth],
    };
    for operation in [place(1, None), place(2, Some(1)), place(3, Some(1)), place(4, None), place(1, Some(2))] {
        voice.does(operation).unwrap();
    }
    assert_eq!(voice.reading().order, [item(4), item(3), item(2), item(1)]);
    voice.does(Operation::TakeFromOrder { item: item(3) }).unwrap();
    assert_eq!(voice.reading().order, [item(4), item(2), item(1)]);
}

// D6
#[test]
fn a_draft_stands_only_in_a_room_of_ones_own() {
    let draft = Operation::SaveDraft { id: item(1), kind: Kind::Relation, room: RoomId::parse("core").ok() };
    Writing::voice().refuses(draft.clone(), Refused::WrongRoom);
    let own = Writing::new("g/self:noor/voice.noor", RoomKind::Self_);
    own.does(draft).unwrap();
    let kind = |value| Operation::SetDraftField { id: item(1), field: "kind".to_owned(), value };
    own.does(kind(Some(text("maintains")))).unwrap();
    let why = Operation::WriteDraftText { id: item(1), field: "why".to_owned(), splice: splice(0, 0, "omdat") };
    own.does(why).unwrap();
    let reading = own.reading();
    assert_eq!(reading.reports, []);
    assert_eq!(reading.drafts[0].kind, Some(Kind::Relation));
    assert_eq!(reading.drafts[0].values["kind"], text("maintains"));
    assert_eq!(reading.drafts[0].texts["why"], "omdat");
    own.does(Operation::DraftShared { id: item(1) }).unwrap();
    let reading = own.reading();
    assert!(reading.drafts[0].shared && reading.drafts[0].texts.is_empty() && reading.drafts[0].values.is_empty());
    own.does(Operation::DropDraft { id: item(1) }).unwrap();
    assert_eq!(own.reading().drafts, []);
}

#[test]
fn a_round_only_goes_up() {
    let desk = Writing::new("g/core/desk", RoomKind::Core);
    desk.does(Operation::StartRound(2)).unwrap();
    desk.refuses(Operation::StartRound(2), Refused::InvalidValue);
    desk.does(Operation::SetPhase(Phase::Pause)).unwrap();
    let reading = desk.reading();
    assert_eq!((reading.round, reading.phase), (Some(2), Some(Phase::Pause)));
}
