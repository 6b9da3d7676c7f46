//! Fields: where each lives, and what it holds.

use std::collections::BTreeSet;

use samenbeeld_schema::doc::write::{Operation, Refused};
use samenbeeld_schema::field::{FieldShape, Plain};
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

/// model.md "Where each field lives": every field has exactly one home, and no home has another.
#[test]
fn every_field_has_exactly_one_home() {
    let homes = [
        (
            Home::Voice,
            "question story factor relation event network_person tie help wish comment advice warning_sign rating",
        ),
        (Home::Board, "joint_question explanation card loop goal step agreement option union descent before"),
        (Home::Desk, "agenda placement decision answer"),
    ];
    for kind in Kind::ALL {
        let found: Vec<Home> =
            homes.iter().filter(|(_, kinds)| kinds.split(' ').any(|k| k == kind.as_str())).map(|(h, _)| *h).collect();
        assert_eq!(found, [kind.home()], "{}", kind.as_str());
        let mut names = BTreeSet::new();
        for def in kind.fields() {
            assert!(names.insert(def.name), "{} has {} twice", kind.as_str(), def.name);
            let home = kind.home_of(def);
            assert_eq!(home == Home::JointText, def.shape == FieldShape::Joint);
            assert!(home == kind.home() || kind.home() == Home::Board, "only boards have joint texts");
        }
    }
    let joint: Vec<String> = Kind::ALL
        .iter()
        .flat_map(|kind| kind.fields().iter().map(move |def| (kind, def)))
        .filter(|(kind, def)| kind.home_of(def) == Home::JointText)
        .map(|(kind, def)| format!("{}.{}", kind.as_str(), def.name))
        .collect();
    assert_eq!(
        joint.join(" "),
        "joint_question.text explanation.text card.said_together goal.text goal.situation_now goal.situation_wanted \
         agreement.text option.text option.pros option.cons"
    );
    let marks: Vec<&str> = MarkField::ALL.iter().map(|mark| mark.as_str()).collect();
    assert_eq!(
        marks.join(" "),
        "standpoint urgency impact meaning outcome reached own_words understood acknowledged my_view objection told_on seen_in_round"
    );
    // No field of an item is the register's too.
    let register: BTreeSet<&str> = REGISTER_FIELDS.iter().map(|(entity, _)| *entity).collect();
    assert!(Kind::ALL.iter().all(|kind| !register.contains(kind.as_str())));
}
