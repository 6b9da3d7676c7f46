//! Fields: where each lives, and what it holds.

use std::collections::BTreeSet;

use samenbeeld_schema::doc::write::{Drawing, Operation, Refused, Splice};
use samenbeeld_schema::field::{FieldShape, Plain, Point};
use samenbeeld_schema::model::*;
use samenbeeld_schema::text::{Long, Short};

use crate::{Writing, add, factor, item, set, text, title};

#[test]
fn every_field_is_written_in_its_own_home_only() {
    Writing::board().refuses(add(item(1), factor("x")), Refused::WrongHome);
    Writing::voice().refuses(add(item(1), Loop { name: title("Rondje") }), Refused::WrongHome);
    Writing::voice().refuses(Operation::SetPhase(Phase::Home), Refused::WrongHome);
    let mark = Mark { value: MarkValue::Urgency(Urgency::Now), words: None, about: Fingerprint::of("") };
    Writing::board().refuses(Operation::SetMark { item: item(1), mark }, Refused::WrongHome);
}

#[test]
fn a_value_is_what_the_field_holds() {
    let voice = Writing::voice();
    voice.does(add(item(1), factor("x"))).unwrap();
    let field = |field: &str, value: Plain| set(Kind::Factor, item(1), field, value);
    voice.refuses(field("domain", text("nonsense")), Refused::InvalidValue);
    voice.refuses(field("strength_now", Plain::Whole(4)), Refused::InvalidValue);
    voice.refuses(field("title", text("  ")), Refused::EmptyRequired);
    voice.refuses(field("title", text(&"x".repeat(81))), Refused::TooLong);
    voice.refuses(field("said_together", text("x")), Refused::UnknownField);
    voice.refuses(field("roles", text("problem")), Refused::UnknownField);
    voice.refuses(set(Kind::Factor, item(2), "title", text("x")), Refused::UnknownItem);
    let empty = Operation::SetField { kind: Kind::Factor, id: item(1), field: "title".to_owned(), value: None };
    voice.refuses(empty, Refused::EmptyRequired);
    voice.refuses(add(item(1), factor("nog eens")), Refused::AlreadyThere);
}

#[test]
fn a_step_has_exactly_one_who_does_it() {
    let step = Step {
        text: Short::parse("Bellen").unwrap(),
        goal: None,
        who: None,
        helps: BTreeSet::new(),
        due: None,
        kind: None,
        strategies: BTreeSet::new(),
        state: None,
        catalogue_id: None,
    };
    Writing::board().refuses(add(item(1), step), Refused::EmptyRequired);
}

#[test]
fn safety_is_judged_only_in_a_room_for_safety() {
    let advice = |safety| Advice { text: Long::parse("Uitleg").unwrap(), on: None, safety };
    Writing::voice().refuses(add(item(1), advice(Some(Safety::Unsafe))), Refused::WrongRoom);
    Writing::voice().does(add(item(1), advice(None))).unwrap();
    Writing::new("g/safety:1/voice.noor", RoomKind::Safety).does(add(item(1), advice(Some(Safety::Unsafe)))).unwrap();
}

/// Every field of every item, with its home; a joint text has a star. Written by hand from the entities of the model, so that a field
/// that is forgotten, added or moved is seen here.
const WHERE: &[(Home, &str)] = &[
    (Home::Voice, "question: text status find_out_by due"),
    (Home::Voice, "story: part text mode"),
    (Home::Voice, "factor: title story roles holder domain knowledge source generation strength_now"),
    (Home::Voice, "relation: from to kind polarity strength certainty why"),
    (Home::Voice, "event: title story track start end precision persons factor_ids knowledge"),
    (Home::Voice, "network_person: name kind informal"),
    (Home::Voice, "tie: ego other ring quality direction support wish hard_to_ask"),
    (
        Home::Voice,
        "help: name given_by for_whom targets status start end what_helped what_went_wrong waited_weeks catalogue_id",
    ),
    (Home::Voice, "wish: text domain when ask_again_on"),
    (Home::Voice, "comment: on text"),
    (Home::Voice, "advice: on text safety"),
    (Home::Voice, "warning_sign: on text tell_who"),
    (Home::Voice, "rating: on text value"),
    (Home::Board, "joint_question: text* status find_out_by due"),
    (Home::Board, "explanation: kind text* refers standing standing_why test speaks_for speaks_against"),
    (
        Home::Board,
        "card: said_together* shape gathers off_table roles holder domain knowledge generation strength_now from to kind polarity \
         strength certainty",
    ),
    (Home::Board, "loop: name"),
    (Home::Board, "goal: text* owner domain needs based_on situation_now* situation_wanted* review_on strategies"),
    (Home::Board, "step: text goal who helps due kind state strategies catalogue_id"),
    (Home::Board, "agreement: text* kind between wish_of_child review_on"),
    (Home::Board, "option: decision text* pros* cons*"),
    (Home::Board, "union: partners status from to"),
    (Home::Board, "descent: child parents kind"),
    (Home::Board, "before: a b why"),
    (Home::Desk, "agenda: kind text date about"),
    (Home::Desk, "placement: person kind start end urgent reason back_home_considered siblings_reason"),
    (Home::Desk, "decision: kind question version decided_by decided_on"),
    (Home::Desk, "answer: wish by text refers"),
];
const DOCUMENTS: [(Home, fn() -> Writing); 3] =
    [(Home::Voice, Writing::voice), (Home::Board, Writing::board), (Home::Desk, Writing::desk)];

/// In which documents an operation is at home.
fn at_home(operation: impl Fn() -> Operation) -> Vec<Home> {
    let wrong = |writing: Writing| writing.does(operation()) == Err(Refused::WrongHome);
    DOCUMENTS.iter().filter(|(_, writing)| !wrong(writing())).map(|(home, _)| *home).collect()
}

/// model.md "Where each field lives": every field has exactly one home, and no other document takes it.
// D3
#[test]
fn every_field_has_exactly_one_home() {
    let mut listed = BTreeSet::new();
    for (home, row) in WHERE {
        let (name, fields) = row.split_once(": ").unwrap();
        let kind = Kind::parse(name).unwrap();
        assert!(listed.insert(name), "{name} stands here twice");
        let wanted: BTreeSet<&str> = fields.split_whitespace().collect();
        assert_eq!(wanted.len(), fields.split_whitespace().count(), "{name} has a field twice");
        let has = kind.fields().iter().map(|def| match def.shape {
            FieldShape::Joint => format!("{}*", def.name),
            FieldShape::Single | FieldShape::Set => def.name.to_owned(),
        });
        assert_eq!(has.collect::<BTreeSet<_>>(), wanted.iter().map(|field| (*field).to_owned()).collect(), "{name}");
        for def in kind.fields() {
            let field = def.name.to_owned();
            let id = item(1);
            let homes = at_home(|| match def.shape {
                FieldShape::Single => set(kind, id, &field, text("x")),
                FieldShape::Set => Operation::AddMember { kind, id, field: field.clone(), member: "x".into() },
                FieldShape::Joint => {
                    let splice = Splice { at: 0, remove: 0, insert: "x".into() };
                    Operation::WriteJointText { kind, id, field: field.clone(), splice }
                }
            });
            assert_eq!(homes, [*home], "{name}.{field}");
            let lives = if def.shape == FieldShape::Joint { Home::JointText } else { *home };
            assert_eq!(kind.home_of(def), lives, "{name}.{field}");
        }
    }
    assert_eq!(listed.len(), Kind::ALL.len(), "every kind stands here");
}

/// What is no field of an item has its one home too: marks, orders, places on a drawing, the phase and the round.
#[test]
fn what_is_no_field_of_an_item_has_one_home_too() {
    let marks: Vec<&str> = MarkField::ALL.iter().map(|mark| mark.as_str()).collect();
    assert_eq!(
        marks.join(" "),
        "standpoint urgency impact meaning outcome reached own_words understood acknowledged my_view objection told_on seen_in_round"
    );
    for field in MarkField::ALL {
        assert_eq!(at_home(|| Operation::ClearMark { item: item(1), field: *field }), [Home::Voice], "{field:?}");
        // What each says for themselves is a field of nothing.
        let named = Kind::ALL.iter().find(|kind| kind.field(field.as_str()).is_some());
        assert_eq!(named, None, "{field:?}");
    }
    // One's own order is in one's own voice, the joint one on the board: two things, each with its own home.
    let place = || Operation::PlaceInOrder { item: item(1), after: None, random: [1, 2, 3] };
    assert_eq!(at_home(place), [Home::Voice, Home::Board]);
    let draw = || Operation::PutOnDrawing { id: item(1).into(), drawing: Drawing::Map, at: Point { x: 1, y: 2 } };
    assert_eq!(at_home(draw), [Home::Board]);
    assert_eq!(at_home(|| Operation::SetPhase(Phase::Home)), [Home::Desk]);
    assert_eq!(at_home(|| Operation::StartRound(2)), [Home::Desk]);
}

/// What the register keeps is written in no document: not as an item, and not on a desk.
#[test]
fn nothing_of_the_register_is_a_field_of_a_document() {
    let register: BTreeSet<&str> = REGISTER_FIELDS.iter().map(|(entity, _)| *entity).collect();
    assert_eq!(register, BTreeSet::from(["case", "consent", "person", "register", "room"]));
    assert!(Kind::ALL.iter().all(|kind| !register.contains(kind.as_str())));
    let (_, of_case) = REGISTER_FIELDS.iter().find(|(entity, _)| *entity == "case").unwrap();
    assert!(!of_case.contains(&"phase") && !of_case.contains(&"round"), "each room's desk has those");
    // What is known of a person is a field of no item: who they are, and what they may, is nobody's to type.
    let of_person =
        ["birth_date", "household", "gezag", "capacity", "reading_mode", "member", "symbol", "index", "deceased"];
    for field in of_person {
        let named = Kind::ALL.iter().find(|kind| kind.field(field).is_some());
        assert_eq!(named, None, "{field}");
    }
}
