//! Reading and writing documents (docs/document-format.md).

use std::collections::BTreeSet;

use proptest::prelude::*;
use samenbeeld_schema::arbitrary::{self, DocumentPlan};
use samenbeeld_schema::doc::read::{Reading, read};
use samenbeeld_schema::doc::write::{Context, Operation, Refused, Splice, WordsOf, execute};
use samenbeeld_schema::doc::{layout, open};
use samenbeeld_schema::field::{FieldShape, Plain, Reason};
use samenbeeld_schema::ids::{DocumentId, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::*;
use samenbeeld_schema::text::{Long, Title};
use yrs::{Doc, ReadTxn, StateVector, Transact};

fn item(nth: u8) -> ItemId {
    ItemId::from_random([nth; 16])
}

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn factor(text: &str) -> Factor {
    Factor {
        title: title(text),
        story: None,
        roles: BTreeSet::from([RoleOfFactor::Maintaining]),
        holder: BTreeSet::new(),
        domain: Some(Domain::Health),
        knowledge: None,
        source: None,
        generation: None,
        strength_now: None,
    }
}

fn relation(from: ItemId, to: ItemId) -> Relation {
    Relation {
        from,
        to,
        kind: RelationKind::Maintains,
        polarity: None,
        strength: None,
        certainty: Some(Certainty::Likely),
        why: None,
    }
}

/// One document with a person who writes in it.
struct Writing {
    doc: Doc,
    context: Context,
}

impl Writing {
    fn new(document: &str, room_kind: RoomKind) -> Self {
        let context = Context {
            person: person("noor"),
            document: DocumentId::parse(document).unwrap(),
            room_kind,
            items: (0..9).map(item).collect(),
            persons: BTreeSet::from([person("noor"), person("marloes"), person("daan")]),
            written_for: BTreeSet::from([item(5)]),
            present: BTreeSet::new(),
            without_access: BTreeSet::from([person("daan")]),
            rooms: BTreeSet::from([RoomId::parse("school").unwrap()]),
        };
        Self { doc: open(11), context }
    }
    fn voice() -> Self {
        Self::new("g/core/voice.noor", RoomKind::Core)
    }
    fn board() -> Self {
        Self::new("g/core/board", RoomKind::Core)
    }
    fn does(&self, operation: Operation) -> Result<(), Refused> {
        execute(&mut self.doc.transact_mut(), &self.context, operation)
    }
    fn reading(&self) -> Reading {
        read(&self.context.document, &self.doc.transact())
    }
    fn state(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }
    fn refuses(&self, operation: Operation, why: Refused) {
        let before = self.state();
        assert_eq!(self.does(operation), Err(why));
        assert_eq!(self.state(), before, "a refusal writes nothing");
    }
}

fn add(id: ItemId, fields: impl Into<Fields>) -> Operation {
    Operation::Add { id, fields: fields.into(), words_of: None, adopts: None, same_as: None }
}

fn set(kind: Kind, id: ItemId, field: &str, value: Plain) -> Operation {
    Operation::SetField { kind, id, field: field.to_owned(), value: Some(value) }
}

fn text(text: &str) -> Plain {
    Plain::Text(text.into())
}

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

#[test]
fn every_field_is_written_in_its_own_home_only() {
    Writing::board().refuses(add(item(1), factor("x")), Refused::WrongHome);
    Writing::voice().refuses(add(item(1), Loop { name: title("Rondje") }), Refused::WrongHome);
    Writing::voice().refuses(Operation::SetPhase(Phase::Home), Refused::WrongHome);
    let mark = Mark { value: MarkValue::Urgency(Urgency::Now), words: None, about: Fingerprint::of("") };
    Writing::board().refuses(Operation::SetMark { item: item(1), mark }, Refused::WrongHome);
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
        text: samenbeeld_schema::text::Short::parse("Bellen").unwrap(),
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

// D16
#[test]
fn only_whose_words_they_are_takes_them_over() {
    let voice = Writing::voice();
    let adopting = |id, target| Operation::Add {
        id,
        fields: factor("Zo zeg ik het").into(),
        words_of: None,
        adopts: Some(target),
        same_as: None,
    };
    voice.refuses(adopting(item(1), item(4)), Refused::AnothersItem);
    voice.does(adopting(item(1), item(5))).unwrap();
}

fn written_down(whose: &str, from: Option<&str>) -> Operation {
    let from = from.map(|from| samenbeeld_schema::text::Short::parse(from).unwrap());
    Operation::Add {
        id: item(2),
        fields: factor("Opgeschreven").into(),
        words_of: Some(WordsOf { person: person(whose), from }),
        adopts: None,
        same_as: None,
    }
}

// D16
#[test]
fn what_someone_without_access_said_is_written_down_with_where_it_was_said() {
    let voice = Writing::voice();
    voice.refuses(written_down("daan", None), Refused::EmptyRequired);
    voice.does(written_down("daan", Some("gesprek op school"))).unwrap();
    let reading = voice.reading();
    assert_eq!((reading.reports.len(), &reading.items[0].words_of), (0, &Some(person("daan"))));
    assert_eq!(reading.items[0].words_from.as_ref().map(|from| from.as_str()), Some("gesprek op school"));
    Writing::board().refuses(written_down("daan", Some("gesprek op school")), Refused::WrongHome);
}

// D16
#[test]
fn the_words_of_a_member_are_written_down_only_while_they_are_present_in_a_meeting() {
    let mut voice = Writing::voice();
    voice.refuses(written_down("marloes", Some("van horen zeggen")), Refused::AnothersItem);
    voice.refuses(written_down("noor", Some("van mijzelf")), Refused::AnothersItem);
    voice.context.present = BTreeSet::from([person("marloes")]);
    voice.does(written_down("marloes", None)).unwrap();
    assert_eq!(voice.reading().items[0].words_of, Some(person("marloes")));
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

fn crooked(values: &[(&str, &str, yrs::Any)]) -> Reading {
    let document = DocumentId::parse("g/core/voice.noor").unwrap();
    let values = values.iter().map(|(r, k, v)| ((*r).to_owned(), (*k).to_owned(), v.clone())).collect();
    DocumentPlan { document, values, texts: Vec::new() }.read()
}

// D8
#[test]
fn one_crooked_field_does_not_hide_the_rest() {
    let id = item(1).to_string();
    let reading = crooked(&[
        ("factor", &format!("{id}/title"), "Slaapt slecht".into()),
        ("factor", &format!("{id}/domain"), "nonsense".into()),
        ("factor", &format!("{id}/holder/noor"), false.into()),
        ("factor", &format!("{id}/nooit"), true.into()),
        ("factor", "krom", true.into()),
        ("vreemd", "x", true.into()),
    ]);
    assert_eq!(reading.items.len(), 1);
    let reasons: BTreeSet<Reason> = reading.reports.iter().map(|report| report.reason).collect();
    let wanted = [Reason::UnknownRoot, Reason::BadKey, Reason::UnknownField, Reason::BadValue];
    assert_eq!(reasons, BTreeSet::from(wanted));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    // D8: never a panic, never a text of the document in a report.
    #[test]
    fn any_flat_document_can_be_read(plan in arbitrary::document()) {
        let reading = plan.read();
        for report in &reading.reports {
            let field = report.field.as_deref().unwrap_or("kind");
            let own = ["words_of", "words_from", "adopts", "same_as", "withdrawn", "kind", "room", "shared", "phase", "round"];
            let known = own.contains(&field)
                || Kind::ALL.iter().any(|kind| kind.field(field).is_some())
                || MarkField::parse(field).is_some()
                || ["map", "ecogram", "genogram", "timeline"].contains(&field);
            prop_assert!(known, "{field}");
        }
    }

    #[test]
    fn any_keys_and_values_can_be_read(
        values in prop::collection::vec(("[a-z_:/]{0,12}", "[ -~]{0,60}", "[ -~é\u{301}\t]{0,20}"), 0..30)
    ) {
        let document = DocumentId::parse("g/core/board").unwrap();
        let values = values.into_iter().map(|(root, key, value)| (root, key, value.into())).collect();
        DocumentPlan { document, values, texts: vec![("factor".to_owned(), "tekst".to_owned())] }.read();
    }

    // What reading takes as valid, writing takes too, and the other way round.
    #[test]
    fn reading_and_writing_judge_a_value_alike(plan in arbitrary::document()) {
        let home = layout::home(&plan.document.kind);
        for (root, key, value) in &plan.values {
            let (Some(kind), yrs::Any::String(value)) = (Kind::in_root(home, root), value) else { continue };
            let Some((id, field)) = key.split_once('/') else { continue };
            let Some(def) = kind.field(field).filter(|def| def.shape == FieldShape::Single) else { continue };
            let fits = def.value.normalize(&Plain::Text(value.clone())).is_ok();
            let one = DocumentPlan {
                document: plan.document.clone(),
                values: vec![(root.clone(), key.clone(), yrs::Any::String(value.clone()))],
                texts: Vec::new(),
            };
            let bad = one.read().reports.iter().any(|report| report.reason == Reason::BadValue);
            prop_assert_eq!(fits, !bad || ItemId::parse(id).is_err());
        }
    }
}
