//! Whose words are shown under an id that several documents have: copies, scribes, taking over.

use samenbeeld_schema::compose::picture::Picture;
use samenbeeld_schema::field::Reason;
use samenbeeld_schema::ids::PersonId;
use samenbeeld_schema::model::{Content, SharedState};

use crate::{core, facts, item, pictured, room, says, shown, title_of};

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
fn nobody_puts_words_in_the_mouth_of_someone_who_can_speak() {
    let mother =
        says("core", "marloes").factor(1, "Noor zegt dat het mijn schuld niet is").field(1, "words_of", "noor");
    let picture = pictured(&core(), [mother]);
    let own = shown(&picture, 1);
    assert_eq!((own.words_of.as_ref(), own.confirmed), (None, true), "they are her own words");
    assert_eq!(picture.reports.iter().map(|report| report.reason).collect::<Vec<_>>(), [Reason::NotYours]);
    // Of a child without a way in anybody may say from what they know it.
    let mut facts = core();
    facts.persons.iter_mut().filter(|person| person.id.as_str() == "noor").for_each(|child| child.member = false);
    let mother = says("core", "marloes").factor(1, "Ik wil naar opa").field(1, "words_of", "noor");
    assert!(shown(&pictured(&facts, [mother]), 1).words_of.is_some());
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
