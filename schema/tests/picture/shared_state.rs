//! What counts as shared, and whose standpoint counts.

use samenbeeld_schema::model::SharedState;
use samenbeeld_schema::text::PartialDate;

use crate::{Says, core, facts, pictured, room, says, shown};

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
