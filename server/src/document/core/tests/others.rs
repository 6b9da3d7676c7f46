//! Item ids that are somebody else's, and words that somebody else's came to stand before.

use samenbeeld_schema::ids::ItemId;
use samenbeeld_schema::model::Kind;
use yrs::Map;

use super::*;

const ID: &str = "7c2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f";

fn sets(doc: &Doc, root: &str, key: &str, value: &str) -> Bytes {
    let before = state_vector(doc);
    let map = doc.get_or_insert_map(root);
    map.insert(&mut doc.transact_mut(), format!("{ID}/{key}"), value);
    since(doc, &before)
}

fn item() -> ItemId {
    ItemId::parse(ID).unwrap()
}

/// docs/protocol.md G8.
#[test]
fn what_is_written_for_the_first_time_claims_its_item_in_the_commit() {
    let mut meeting = Meeting::begin();
    let noor = writer(5);
    meeting.says(NOOR, ClientMessage::Update(sets(&noor, "step", "text", "samen eten")));
    let asked = meeting.flush();
    let claim = Claim { item: item(), kind: Kind::Step, words_of: None };
    assert_eq!(commit(&asked).claims, [claim]);
    meeting.keep(&asked);
    meeting.says(NOOR, ClientMessage::Update(sets(&noor, "step", "text", "samen koken")));
    assert_eq!(commit(&meeting.flush()).claims, [], "the place is known");
}

/// docs/protocol.md G8, G7: who uses another's item id is refused after the document was read again; whoever wrote in the
/// same commit is not.
#[test]
fn anothers_item_id_is_refused_and_the_others_of_the_commit_are_stored() {
    let mut meeting = Meeting::begin();
    meeting.says(JEROEN, ClientMessage::Update(sets(&writer(6), "step", "text", "over haar woorden")));
    meeting.says(NOOR, ClientMessage::Update(types(&writer(5), "dag")));
    meeting.flush();
    assert_eq!(meeting.come_back(Committed::ItemTaken(item(), Kind::Step)), [Effect::Reload]);
    meeting.reload();
    let mut asked = meeting.flush();
    let rest = asked.split_off(2);
    assert_eq!(asked, refused(JEROEN, ErrorCode::ItemIdTaken));
    let kinds: Vec<Kind> = commit(&rest).claims.iter().map(|claim| claim.kind).collect();
    assert_eq!((commit(&rest).contributions.len(), kinds), (1, vec![Kind::Explanation]));
    assert_eq!(meeting.keep(&rest).last(), Some(&stored(NOOR)));
    assert_eq!(meeting.stored_text(), "dag");
}

/// docs/protocol.md G7, S8: another node stored the very same words meanwhile.
#[test]
fn an_item_that_the_store_turns_out_to_have_from_this_author_is_acknowledged() {
    let mut meeting = Meeting::begin();
    let update = sets(&writer(5), "step", "text", "samen eten");
    meeting.says(NOOR, ClientMessage::Update(update.clone()));
    let asked = meeting.flush();
    meeting.disk.keep(commit(&asked));
    meeting.come_back(Committed::ItemTaken(item(), Kind::Step));
    meeting.reload();
    assert_eq!(meeting.flush(), [stored(NOOR)]);
}

/// docs/protocol.md H6.
#[test]
fn whose_value_does_not_count_is_told_after_the_commit_and_nobody_else_is() {
    let mut meeting = Meeting::begin();
    let (noor, jeroen) = (writer(5), writer(6));
    meeting.stores(JEROEN, sets(&jeroen, "step", "text", "samen koken"));
    meeting.says(NOOR, ClientMessage::Update(sets(&noor, "step", "text", "samen eten")));
    let asked = meeting.flush();
    assert_eq!(asked.len(), 1, "nothing is told before it is on disk");
    let told = Effect::Send(NOOR, ServerMessage::Notice(r#"{"overruled":{"5":[[0,1]]}}"#.to_owned()));
    let done = meeting.keep(&asked);
    assert_eq!(done[2..], [told, stored(NOOR)]);
}

/// Design, section 3: text typed offline into something removed meanwhile is not lost, so there is nothing to tell.
#[test]
fn text_typed_offline_into_removed_text_stands() {
    let mut meeting = Meeting::begin();
    let (noor, jeroen) = (writer(5), writer(6));
    let update = types(&noor, "wij eten samen");
    meeting.stores(NOOR, update.clone());
    apply(&jeroen, &update);
    let before = state_vector(&noor);
    let text = noor.get_or_insert_text(TEXT);
    text.remove_range(&mut noor.transact_mut(), 0, 14);
    meeting.stores(NOOR, since(&noor, &before));
    let before = state_vector(&jeroen);
    let text = jeroen.get_or_insert_text(TEXT);
    text.insert(&mut jeroen.transact_mut(), 4, "vaak ");
    let done = meeting.stores(JEROEN, since(&jeroen, &before));
    assert!(done.iter().all(|e| !matches!(e, Effect::Send(_, ServerMessage::Notice(_)))), "{done:?}");
    assert_eq!(meeting.stored_text(), "vaak ");
}
