//! Whose words are written: taken over from a scribe, or written down for somebody else.

use std::collections::BTreeSet;

use samenbeeld_schema::doc::write::{Operation, Refused, WordsOf};
use samenbeeld_schema::text::Short;

use crate::{Writing, factor, item, person};

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
    let from = from.map(|from| Short::parse(from).unwrap());
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
