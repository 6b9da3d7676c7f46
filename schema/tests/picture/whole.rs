//! Whole families: in any order of the input, with nothing that points outside, and quickly.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use samenbeeld_arbitrary::{self as arbitrary, DocumentPlan};
use samenbeeld_schema::compose::{Options, compose};
use samenbeeld_schema::doc::read::{Reading, read};
use samenbeeld_schema::ids::ItemId;
use samenbeeld_schema::model::{Content, Facts};

use crate::{core, room, says};

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
        let readings: Vec<Reading> =
            documents.iter().map(|(id, doc)| read(id, &yrs::Transact::transact(doc))).collect();
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
