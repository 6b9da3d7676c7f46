//! What an author wrote and nobody sees: the gate says so, and says nothing of what they took away themselves
//! (docs/protocol.md H6).

use samenbeeld_gate::{ClockRange, Fresh, Index, Owner, RootShape, Verdict, parse_update};
use yrs::updates::decoder::Decode;
use yrs::{ClientID, Doc, Map, OffsetKind, Options, ReadTxn, StateVector, Text, Transact, Update};

fn roots(root: &str) -> Option<RootShape> {
    match root {
        "step" => Some(RootShape::Map),
        "text:card/1/text" => Some(RootShape::Text),
        _ => None,
    }
}

fn doc(client: u64) -> Doc {
    Doc::with_options(Options {
        client_id: ClientID::new(client),
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    })
}

fn sets(doc: &Doc, key: &str, value: &str) {
    let map = doc.get_or_insert_map("step");
    map.insert(&mut doc.transact_mut(), key, value);
}

fn whole(doc: &Doc) -> Vec<u8> {
    doc.transact().encode_diff_v1(&StateVector::default())
}

fn tells(doc: &Doc, update: &[u8]) {
    doc.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
}

/// The room as `state` says, and what of `update` is overruled there.
fn overruled(state: &[u8], update: &[u8]) -> Vec<(u64, u32, u32)> {
    let index = Index::load(state, &roots).expect("a sound state");
    let update = parse_update(update).expect("well-formed");
    let Verdict::Accept(accepted) = index.judge(&update, &roots, &|_| Owner::Sender) else { panic!("not accepted") };
    accepted.overruled.iter().map(|ClockRange { client, clock, len }| (*client, *clock, *len)).collect()
}

#[test]
fn of_two_who_set_one_key_the_one_whose_value_does_not_count_is_overruled() {
    let (noor, jeroen) = (doc(5), doc(6));
    sets(&noor, "1/text", "samen eten");
    sets(&jeroen, "1/text", "samen koken");
    assert_eq!(overruled(&whole(&jeroen), &whole(&noor)), [(5, 0, 1)]);
    assert_eq!(overruled(&whole(&noor), &whole(&jeroen)), []);
}

#[test]
fn what_its_author_replaced_or_took_away_is_not_overruled() {
    let (noor, jeroen) = (doc(5), doc(6));
    sets(&jeroen, "1/text", "samen koken");
    sets(&noor, "1/text", "eerst dit");
    sets(&noor, "1/text", "toen dat");
    assert_eq!(overruled(&whole(&jeroen), &whole(&noor)), [(5, 1, 1)], "only what she last said");
    let map = noor.get_or_insert_map("step");
    map.remove(&mut noor.transact_mut(), "1/text");
    assert_eq!(overruled(&whole(&jeroen), &whole(&noor)), []);
}

#[test]
fn who_replaces_what_they_saw_overrules_nobody_and_is_not_overruled() {
    let (noor, jeroen) = (doc(5), doc(6));
    sets(&jeroen, "1/text", "samen koken");
    tells(&noor, &whole(&jeroen));
    sets(&noor, "1/text", "samen eten");
    assert_eq!(overruled(&whole(&jeroen), &whole(&noor)), []);
}

#[test]
fn text_typed_into_removed_text_stands_and_is_not_overruled() {
    let (noor, jeroen) = (doc(5), doc(6));
    let text = noor.get_or_insert_text("text:card/1/text");
    text.insert(&mut noor.transact_mut(), 0, "wij eten samen");
    tells(&jeroen, &whole(&noor));
    text.remove_range(&mut noor.transact_mut(), 0, 14);
    let his = jeroen.get_or_insert_text("text:card/1/text");
    his.insert(&mut jeroen.transact_mut(), 4, "vaak ");
    assert_eq!(overruled(&whole(&noor), &whole(&jeroen)), []);
}

#[test]
fn text_whose_place_is_forgotten_is_overruled() {
    // Client 5 has two forgotten clocks; client 6 wrote "ja" behind them, and then "nee" and took that away.
    let state = [1, 1, 5, 0, 0, 2, 0];
    let typed = [1, 2, 6, 0, 0x84, 5, 1, 2, b'j', b'a', 0x84, 5, 1, 3, b'n', b'e', b'e', 1, 6, 1, 2, 3];
    assert_eq!(overruled(&state, &typed), [(6, 0, 2)]);
}

#[test]
fn a_new_place_says_what_its_first_value_is() {
    let noor = doc(5);
    sets(&noor, "1/words_of", "jeroen");
    let map = noor.get_or_insert_map("step");
    map.insert(&mut noor.transact_mut(), "1/urgent", true);
    let bytes = whole(&noor);
    let update = parse_update(&bytes).expect("well-formed");
    let Verdict::Accept(accepted) = Index::new().judge(&update, &roots, &|_| Owner::Free) else { panic!() };
    let place = |key: &'static str, value: Option<&'static str>| Fresh {
        root: "step".into(),
        key: Some(key.into()),
        value: value.map(Into::into),
    };
    assert_eq!(accepted.fresh, [place("1/words_of", Some("jeroen")), place("1/urgent", None)]);
}
