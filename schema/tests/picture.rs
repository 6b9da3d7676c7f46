//! One picture out of many documents (docs/document-format.md D14 to D16; shared_state as in the model).

use std::time::{Duration, Instant};

use proptest::prelude::*;
use samenbeeld_schema::arbitrary::{self, DocumentPlan};
use samenbeeld_schema::compose::picture::{Item, Picture};
use samenbeeld_schema::compose::rounds::round_id;
use samenbeeld_schema::compose::{Options, compose};
use samenbeeld_schema::doc::read::Reading;
use samenbeeld_schema::field::Reason;
use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::*;
use samenbeeld_schema::text::{PartialDate, Title};
use yrs::Any;

fn item(nth: u8) -> ItemId {
    ItemId::from_random([nth; 16])
}

fn room(id: &str, successor_of: Option<&str>, members: &[&str], former: &[&str]) -> RoomFacts {
    RoomFacts {
        id: RoomId::parse(id).unwrap(),
        kind: RoomKind::Core,
        label: Title::parse("Ons beeld").unwrap(),
        members: members.iter().map(|m| PersonId::parse(m).unwrap()).collect(),
        former_members: former
            .iter()
            .map(|m| FormerMember {
                person: PersonId::parse(m).unwrap(),
                left_on: PartialDate::parse("2026-10-01").ok(),
            })
            .collect(),
        successor_of: successor_of.map(|id| RoomId::parse(id).unwrap()),
        open: true,
        ground: None,
    }
}

fn facts(rooms: Vec<RoomFacts>) -> Facts {
    let persons = ["noor", "marloes", "jeroen"]
        .map(|id| PersonFacts::named(PersonId::parse(id).unwrap(), Title::parse(id).unwrap(), Role::Parent));
    let case = CaseFacts {
        id: CaseId::parse("g").unwrap(),
        title: None,
        legal_frame: None,
        status: None,
        regisseur: None,
        opened_on: None,
    };
    Facts { case, persons: persons.into(), rooms }
}

fn core() -> Facts {
    facts(vec![room("core", None, &["noor", "marloes", "jeroen"], &[])])
}

/// A document being put together by hand.
struct Says(DocumentPlan);

fn says(room: &str, who: &str) -> Says {
    let kind = if who == "board" || who == "desk" { who.to_owned() } else { format!("voice.{who}") };
    let document = DocumentId::parse(&format!("g/{room}/{kind}")).unwrap();
    Says(DocumentPlan { document, values: Vec::new(), texts: Vec::new() })
}

impl Says {
    fn value(mut self, root: &str, key: String, value: impl Into<Any>) -> Self {
        self.0.values.push((root.to_owned(), key, value.into()));
        self
    }
    fn factor(self, nth: u8, title: &str) -> Self {
        self.value("factor", format!("{}/title", item(nth)), title)
    }
    fn field(self, nth: u8, field: &str, value: impl Into<Any>) -> Self {
        self.value("factor", format!("{}/{field}", item(nth)), value)
    }
    fn relation(self, nth: u8, from: u8, kind: &str, to: u8) -> Self {
        let (id, from, to) = (item(nth), item(from).to_string(), item(to).to_string());
        self.value("relation", format!("{id}/from"), from).value("relation", format!("{id}/to"), to).value(
            "relation",
            format!("{id}/kind"),
            kind,
        )
    }
    fn stands(self, nth: u8, stand: &str, about: &str) -> Self {
        let mark = std::collections::HashMap::from([
            ("is".to_owned(), Any::from(stand)),
            ("about".to_owned(), Any::from(Fingerprint::of(about).to_string())),
        ]);
        self.value("mark", format!("{}/standpoint", item(nth)), Any::Map(std::sync::Arc::new(mark)))
    }
    fn read(self) -> Reading {
        self.0.read()
    }
}

fn pictured(facts: &Facts, documents: impl IntoIterator<Item = Says>) -> Picture {
    let readings: Vec<Reading> = documents.into_iter().map(Says::read).collect();
    compose(&readings, facts, &Options::default())
}

fn shown(picture: &Picture, nth: u8) -> &Item {
    picture.items.iter().find(|i| i.id == item(nth)).expect("the item is shown")
}

fn title_of(item: &Item) -> &str {
    match &item.content {
        Content::Factor(Some(factor)) => factor.title.as_str(),
        _ => "",
    }
}

fn state(documents: impl IntoIterator<Item = Says>) -> Option<SharedState> {
    shown(&pictured(&core(), documents), 1).shared_state
}

#[test]
fn two_who_agree_make_it_shared_and_the_author_counts() {
    assert_eq!(state([says("core", "noor").factor(1, "a")]), Some(SharedState::Open));
    let agreed = [says("core", "noor").factor(1, "a"), says("core", "marloes").stands(1, "agree", "a")];
    assert_eq!(state(agreed), Some(SharedState::Shared));
    let doubting = [
        says("core", "noor").factor(1, "a").stands(1, "unknown", "a"),
        says("core", "marloes").stands(1, "agree", "a"),
    ];
    assert_eq!(state(doubting), Some(SharedState::PartlyShared));
}

#[test]
fn who_it_is_about_must_have_answered() {
    let about = |who: &str| says("core", "noor").factor(1, "a").field(1, &format!("holder/{who}"), true);
    let marloes = || says("core", "marloes").stands(1, "agree", "a");
    assert_eq!(state([about("jeroen"), marloes()]), Some(SharedState::Open));
    assert_eq!(state([about("marloes"), marloes()]), Some(SharedState::Shared));
    assert_eq!(state([about("family"), marloes()]), Some(SharedState::Shared));
}

#[test]
fn a_stand_on_earlier_words_counts_only_as_disagreement() {
    let noor = || says("core", "noor").factor(1, "nieuw");
    let marloes = |stand: &str| says("core", "marloes").stands(1, stand, "oud");
    assert_eq!(state([noor(), marloes("agree")]), Some(SharedState::Open));
    assert_eq!(state([noor(), marloes("partly")]), Some(SharedState::Open));
    assert_eq!(state([noor(), marloes("disagree")]), Some(SharedState::Disputed));
    let picture = pictured(&core(), [noor(), marloes("agree")]);
    assert!(shown(&picture, 1).marks[0].stale);
}

#[test]
fn who_left_keeps_counting_marked_with_the_day() {
    let facts = facts(vec![room("core", None, &["noor"], &["jeroen"])]);
    let documents = [says("core", "noor").factor(1, "a"), says("core", "jeroen").stands(1, "disagree", "a")];
    let picture = pictured(&facts, documents);
    assert_eq!(shown(&picture, 1).shared_state, Some(SharedState::Disputed));
    assert_eq!(shown(&picture, 1).marks[0].left_on, PartialDate::parse("2026-10-01").ok());
}

// D14
#[test]
fn the_successors_copy_wins_else_the_wider_one() {
    let rooms = |successor| {
        let members: &[&str] = &["noor", "marloes", "jeroen"];
        facts(vec![room("a-core", None, members, &[]), room("z-core", successor, members, &[])])
    };
    let old = || says("a-core", "noor").factor(1, "oud");
    let new = || says("z-core", "noor").factor(1, "nieuw");
    assert_eq!(title_of(shown(&pictured(&rooms(Some("a-core")), [old(), new()]), 1)), "nieuw");
    assert_eq!(title_of(shown(&pictured(&rooms(None), [old(), new()]), 1)), "oud");
    let wider = old().field(1, "same_as", "z-core");
    let marks =
        [says("a-core", "jeroen").stands(1, "agree", "oud"), says("z-core", "marloes").stands(1, "agree", "nieuw")];
    let picture = pictured(&rooms(None), [wider, new()].into_iter().chain(marks));
    assert_eq!(title_of(shown(&picture, 1)), "nieuw");
    assert_eq!(shown(&picture, 1).rooms.len(), 2);
    assert_eq!(shown(&picture, 1).marks.len(), 2, "the marks of both are shown");
}

// D16
#[test]
fn taking_over_keeps_the_id_and_gives_the_own_words() {
    let scribe = || says("core", "jeroen").factor(1, "opgeschreven").field(1, "words_of", "marloes");
    let picture = pictured(&core(), [scribe()]);
    assert!(!shown(&picture, 1).confirmed);
    assert_eq!(shown(&picture, 1).words_of, PersonId::parse("marloes").ok());
    let own = says("core", "marloes").factor(2, "eigen woorden").field(2, "adopts", item(1).to_string());
    let linked = says("core", "noor").factor(3, "x").relation(4, 3, "causes", 2).stands(1, "agree", "eigen woorden");
    let picture = pictured(&core(), [scribe(), own, linked]);
    assert_eq!(picture.reports, []);
    let taken = shown(&picture, 1);
    assert_eq!((title_of(taken), taken.by.as_ref().unwrap().as_str()), ("eigen woorden", "marloes"));
    assert_eq!(taken.written_down_by, PersonId::parse("jeroen").ok());
    assert_eq!(taken.shared_state, Some(SharedState::Shared));
    let Content::Relation(Some(relation)) = &shown(&picture, 4).content else { panic!("a relation") };
    assert_eq!(relation.to, item(1), "what pointed at the taking-over item points at the one it took over");
}

// D16
#[test]
fn written_down_words_come_with_where_they_were_said_until_they_are_taken_over() {
    let scribe = || {
        says("core", "jeroen").factor(1, "opgeschreven").field(1, "words_of", "marloes").field(
            1,
            "words_from",
            "gesprek",
        )
    };
    let from = |picture: &Picture| shown(picture, 1).words_from.as_ref().map(|from| from.as_str().to_owned());
    assert_eq!(from(&pictured(&core(), [scribe()])), Some("gesprek".to_owned()));
    let own = says("core", "marloes").factor(2, "zo zeg ik het").field(2, "adopts", item(1).to_string());
    assert_eq!(from(&pictured(&core(), [scribe(), own])), None);
    let own = says("core", "jeroen").factor(1, "van mij").field(1, "words_from", "gesprek");
    assert_eq!(from(&pictured(&core(), [own])), None);
}

/// A second, small family: a room for all of them, and one for safety with the two who judge it.
fn family_with_a_room_for_safety() -> Facts {
    let mut safety = room("safety:1", None, &["marloes", "jeroen"], &[]);
    safety.kind = RoomKind::Safety;
    facts(vec![room("core", None, &["noor", "marloes", "jeroen"], &[]), safety])
}

// D18
#[test]
fn a_judgement_of_safety_and_its_reason_stand_in_the_room_for_safety_only() {
    let advice =
        |room: &str, nth: u8, safety: &str| {
            says(room, "marloes")
                .value("advice", format!("{}/text", item(nth)), "De deur is niet op slot te doen")
                .value("advice", format!("{}/safety", item(nth)), safety)
        };
    let judged = |picture: &Picture, nth| match &shown(picture, nth).content {
        Content::Advice(Some(advice)) => advice.safety,
        _ => None,
    };
    let both = || [advice("safety:1", 1, "unsafe"), advice("core", 2, "unsafe")];
    let picture = pictured(&family_with_a_room_for_safety(), both());
    assert_eq!((judged(&picture, 1), judged(&picture, 2)), (Some(Safety::Unsafe), None));
    let reports: Vec<_> = picture.reports.iter().map(|report| (report.item, report.field.as_deref())).collect();
    assert_eq!(reports, [(Some(item(2)), Some("safety"))]);
    let undesirable = pictured(&family_with_a_room_for_safety(), [advice("safety:1", 1, "undesirable")]);
    assert_eq!(judged(&undesirable, 1), Some(Safety::Undesirable), "not wished is another thing than not safe");
    // Who is no member of it gets nothing of it, and can't tell that there is one.
    let mut seen_by_noor = family_with_a_room_for_safety();
    seen_by_noor.rooms.pop();
    assert!(pictured(&seen_by_noor, both()).items.iter().all(|item| item.room.as_str() == "core"));
}

// D16
#[test]
fn nobody_takes_over_the_words_of_another() {
    let scribe = says("core", "jeroen").factor(1, "opgeschreven").field(1, "words_of", "marloes");
    let other = says("core", "noor").factor(2, "van mij").field(2, "adopts", item(1).to_string());
    let picture = pictured(&core(), [scribe, other]);
    assert_eq!(title_of(shown(&picture, 1)), "opgeschreven");
    assert_eq!(title_of(shown(&picture, 2)), "van mij");
    assert_eq!(picture.reports[0].reason, Reason::NotYours);
}

// D14
#[test]
fn no_joint_thing_hides_the_words_of_a_person() {
    let rooms = || {
        let members: &[&str] = &["noor", "marloes", "jeroen"];
        facts(vec![room("core", None, members, &[]), room("a", Some("core"), members, &[])])
    };
    let noor = || says("core", "noor").factor(1, "van Noor");
    let card = |room| says(room, "board").value("card", format!("{}/shape", item(1)), "factor");
    for room in ["core", "a"] {
        let picture = pictured(&rooms(), [noor(), card(room)]);
        assert_eq!(title_of(shown(&picture, 1)), "van Noor");
        assert_eq!(picture.reports.iter().map(|report| report.reason).collect::<Vec<_>>(), [Reason::IdTaken]);
    }
}

// D16
#[test]
fn words_under_a_scribes_id_are_those_of_whom_the_scribe_names() {
    let scribe = || says("a", "jeroen").factor(1, "opgeschreven").field(1, "words_of", "noor");
    let rooms = || {
        let members: &[&str] = &["noor", "marloes", "jeroen"];
        facts(vec![room("core", None, members, &[]), room("a", None, members, &[])])
    };
    let picture = pictured(&rooms(), [scribe(), says("core", "noor").factor(1, "van mij")]);
    assert_eq!((title_of(shown(&picture, 1)), shown(&picture, 1).confirmed), ("van mij", true));
    assert_eq!(picture.reports, []);
    let other = pictured(&rooms(), [scribe(), says("core", "marloes").factor(1, "niet van mij")]);
    assert_eq!(title_of(shown(&other, 1)), "opgeschreven");
}

// D15
#[test]
fn what_points_at_nothing_is_dropped_and_reported() {
    let noor = says("core", "noor")
        .factor(1, "a")
        .field(1, "holder/daan", true)
        .relation(2, 1, "causes", 9)
        .value("order", item(9).to_string(), "A")
        .stands(9, "agree", "a");
    let comment = says("core", "marloes").value("comment", format!("{}/text", item(3)), "bij de relatie").value(
        "comment",
        format!("{}/on", item(3)),
        item(2).to_string(),
    );
    let picture = pictured(&core(), [noor, comment]);
    assert_eq!(picture.items.len(), 1, "the comment on the dropped relation goes too");
    assert!(picture.own_orders.is_empty());
    assert!(picture.reports.iter().all(|report| report.reason == Reason::Dangling));
    assert_eq!(picture.reports.len(), 5);
    let json = serde_json::to_string(&picture.items).unwrap();
    assert!(!json.contains("daan"));
}

/// Whoever may write may write a lot: what others wait for must not grow faster than what was written.
#[test]
fn a_long_chain_that_hangs_on_nothing_goes_quickly() {
    let id = |nth: u32| {
        let mut bytes = [9; 16];
        bytes[..4].copy_from_slice(&nth.to_be_bytes());
        ItemId::from_random(bytes)
    };
    let mut noor = says("core", "noor");
    for nth in 0..20_000 {
        noor = noor.value("comment", format!("{}/text", id(nth)), "x");
        noor = noor.value("comment", format!("{}/on", id(nth)), id(nth + 1).to_string());
        noor = noor.value("order", id(nth).to_string(), "A");
    }
    let readings = [noor.read()];
    let begun = Instant::now();
    let picture = compose(&readings, &core(), &Options::default());
    assert!(picture.items.is_empty() && picture.own_orders.is_empty());
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
}

#[test]
fn a_withdrawn_item_keeps_its_marks_and_relations() {
    let noor = says("core", "noor").field(1, "withdrawn", true).factor(2, "b").relation(3, 1, "causes", 2);
    let picture = pictured(&core(), [noor, says("core", "marloes").stands(1, "agree", "weg")]);
    let gone = shown(&picture, 1);
    assert!(gone.withdrawn && gone.content == Content::Factor(None) && gone.marks.len() == 1);
    assert_eq!(gone.shared_state, None);
    assert_eq!(picture.items.len(), 3);
}

#[test]
fn relations_that_lead_back_are_a_round_with_the_name_it_was_given() {
    let noor = says("core", "noor").factor(1, "a").factor(2, "b").factor(3, "c");
    let noor = noor.relation(11, 1, "triggers", 2).relation(12, 2, "worsens", 3).relation(13, 3, "maintains", 1);
    let noor = noor.relation(14, 3, "linked", 2).relation(15, 1, "reduces", 3);
    let id = round_id(&[item(13), item(11), item(12)]);
    let named = says("core", "board").value("loop", format!("{id}/name"), "Het ochtendrondje");
    let picture = pictured(&core(), [noor, named]);
    assert_eq!(picture.loops.len(), 2, "a link that is not a cause closes no round");
    let round = picture.loops.iter().find(|round| round.id == id).unwrap();
    assert_eq!(round.name.as_ref().map(|n| n.as_str()), Some("Het ochtendrondje"));
    assert_eq!(round.nodes, [item(1), item(2), item(3)]);
    assert_eq!(round.effect, Some(LoopEffect::Reinforcing));
    let other = picture.loops.iter().find(|round| round.id != id).unwrap();
    assert_eq!(other.effect, Some(LoopEffect::Balancing));
}

#[test]
fn a_tangle_of_relations_ends() {
    let mut noor = says("core", "noor");
    for from in 1..=15 {
        noor = noor.factor(from, "x");
        for to in (1..=15).filter(|to| *to != from) {
            noor = noor.relation(15 + (from - 1) * 15 + to, from, "causes", to);
        }
    }
    let picture = pictured(&core(), [noor]);
    assert_eq!(picture.loops.len(), 50);
    assert!(picture.loops.iter().all(|round| round.relations.len() <= 8));
}

#[test]
fn a_card_gathers_what_it_stands_for_while_on_the_table() {
    let board = |off: bool| {
        let card = item(5);
        says("core", "board")
            .value("card", format!("{card}/shape"), "factor")
            .value("card", format!("{card}/gathers/{}", item(1)), true)
            .value("card", format!("{card}/off_table"), off)
    };
    let noor = || says("core", "noor").factor(1, "a");
    assert_eq!(shown(&pictured(&core(), [noor(), board(false)]), 1).gathered_by, [item(5)]);
    assert!(shown(&pictured(&core(), [noor(), board(true)]), 1).gathered_by.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    // D14
    #[test]
    fn the_order_of_the_input_does_not_matter(case in arbitrary::case(), turn in any::<prop::sample::Index>()) {
        let mut readings: Vec<Reading> = case.documents.iter().map(DocumentPlan::read).collect();
        let picture = compose(&readings, &case.facts, &Options::default());
        let turn = turn.index(readings.len().max(1));
        readings.rotate_left(turn);
        readings.extend(readings.first().cloned());
        let mut facts = case.facts.clone();
        facts.persons.reverse();
        facts.rooms.reverse();
        let again = compose(&readings, &facts, &Options::default());
        prop_assert_eq!(serde_json::to_string(&picture).unwrap(), serde_json::to_string(&again).unwrap());
    }

    // D15: no id in the picture points outside it.
    #[test]
    fn a_picture_names_only_what_is_in_it(case in arbitrary::case()) {
        let readings: Vec<Reading> = case.documents.iter().map(DocumentPlan::read).collect();
        let picture = compose(&readings, &case.facts, &Options::default());
        let has = |id: &ItemId| picture.items.iter().any(|item| item.id == *id);
        for item in &picture.items {
            match &item.content {
                Content::Relation(Some(relation)) => prop_assert!(has(&relation.from) && has(&relation.to)),
                Content::Card(Some(card)) => prop_assert!(card.gathers.iter().all(has)),
                Content::Explanation(Some(story)) => prop_assert!(story.refers.iter().all(has)),
                _ => {}
            }
            prop_assert!(item.gathered_by.iter().all(has));
        }
        prop_assert!(picture.own_orders.iter().flat_map(|order| &order.items).all(has));
        prop_assert!(picture.loops.iter().flat_map(|round| &round.nodes).all(has));
    }
}

/// A family in the middle of it: 25 factors and 50 relations in the voices of three people and 19 documents besides.
fn busy_family() -> (Facts, Vec<DocumentPlan>) {
    let people = ["noor", "marloes", "jeroen"];
    let mut voices = people.map(|who| says("core", who));
    for nth in 1..=25u8 {
        let title = format!("Wat er speelt, nummer {nth}");
        for (at, voice) in voices.iter_mut().enumerate() {
            let own = usize::from(nth) % 3 == at;
            let mut says = std::mem::replace(voice, says("core", people[at]));
            if own {
                says = says.factor(nth, &title).field(nth, "roles/maintaining", true).field(nth, "domain", "health");
                says = says.field(nth, "holder/noor", true).field(nth, "knowledge", "experience");
                says = says.relation(100 + nth, nth, "maintains", nth % 25 + 1);
                says = says.relation(150 + nth, nth, "worsens", (nth + 6) % 25 + 1);
            }
            says = says.stands(nth, if nth % 5 == 0 { "partly" } else { "agree" }, &title);
            *voice = says.stands(100 + nth, "agree", "");
        }
    }
    let mut facts = core();
    let mut documents: Vec<DocumentPlan> = voices.into_iter().map(|says| says.0).collect();
    for other in 0..19 {
        let name = format!("pair-{other}");
        facts.rooms.push(room(&name, None, &people, &[]));
        documents
            .push(says(&name, "noor").factor(200 + other, "Onder ons").stands(200 + other, "agree", "Onder ons").0);
    }
    (facts, documents)
}

/// Reading and composing 22 documents is done while someone waits for a first paint: about 2 ms where nothing else runs.
#[test]
fn a_picture_of_a_family_takes_a_moment() {
    let (facts, plans) = busy_family();
    let documents: Vec<_> = plans.iter().map(|plan| (&plan.document, plan.build())).collect();
    let mut best = Duration::MAX;
    for _ in 0..50 {
        let begun = Instant::now();
        let readings: Vec<Reading> = documents
            .iter()
            .map(|(id, doc)| samenbeeld_schema::doc::read::read(id, &yrs::Transact::transact(doc)))
            .collect();
        let read = begun.elapsed();
        let picture = compose(&readings, &facts, &Options::default());
        if begun.elapsed() < best {
            best = begun.elapsed();
            println!("{} items, {} rounds: read {read:?}, all {best:?}", picture.items.len(), picture.loops.len());
        }
        assert_eq!(picture.items.len(), 25 + 50 + 19);
        assert_eq!(picture.reports, []);
    }
    assert!(best < Duration::from_millis(10), "{best:?}");
}
