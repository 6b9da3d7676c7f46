//! The library without a gate, and what can be seen of it.

use samenbeeld_gate::{ClockRange, Index, parse_state_vector};
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{ClientID, Doc, GetString, Map, OffsetKind, Options, ReadTxn, StateVector, Transact, Update};

use crate::{KEYS, MAPS, TEXTS};

pub fn doc(client: u64, skip_gc: bool) -> Doc {
    let options = Options {
        client_id: ClientID::new(client),
        offset_kind: OffsetKind::Utf16,
        skip_gc,
        cleanup_formatting: false,
        ..Options::default()
    };
    let doc = Doc::with_options(options);
    for map in MAPS {
        doc.get_or_insert_map(map);
    }
    for text in TEXTS {
        doc.get_or_insert_text(text);
    }
    doc
}

pub fn apply(doc: &Doc, bytes: &[u8]) {
    let update = Update::decode_v1(bytes).expect("the library reads it");
    doc.transact_mut().apply_update(update).expect("the library applies it");
}

pub fn full(doc: &Doc) -> Vec<u8> {
    doc.transact().encode_diff_v1(&StateVector::default())
}

pub fn clocks(doc: &Doc) -> Vec<(u64, u32)> {
    let bytes = doc.transact().state_vector().encode_v1();
    parse_state_vector(&bytes).expect("the library writes state vectors that the gate reads").clocks().to_vec()
}

pub fn deleted(doc: &Doc) -> Vec<ClockRange> {
    let mut ranges = Vec::new();
    for (client, of_client) in doc.transact().snapshot().delete_set.iter() {
        for range in of_client.iter() {
            ranges.push(ClockRange { client: client.get(), clock: range.start, len: range.end - range.start });
        }
    }
    ranges.sort_unstable();
    ranges
}

/// Everything a reader can see.
pub fn content(doc: &Doc) -> String {
    let txn = doc.transact();
    let mut seen = String::new();
    for name in MAPS {
        let map = txn.get_map(name).expect("the map is there");
        for key in KEYS {
            seen += &format!("{name} {key} {:?}\n", map.get(&txn, key).map(|value| value.to_string(&txn)));
        }
    }
    for name in TEXTS {
        seen += &format!("{name} {:?}\n", txn.get_text(name).expect("the text is there").get_string(&txn));
    }
    seen
}

pub fn flat(ranges: &[ClockRange]) -> Vec<(u64, u32)> {
    ranges.iter().flat_map(|range| (range.clock..range.end()).map(|clock| (range.client, clock))).collect()
}

pub fn without(after: &[ClockRange], before: &[ClockRange]) -> Vec<(u64, u32)> {
    let before = flat(before);
    flat(after).into_iter().filter(|clock| before.binary_search(clock).is_err()).collect()
}

pub fn assert_same(index: &Index, doc: &Doc) {
    assert_eq!(index.state_vector(), clocks(doc));
    assert_eq!(index.deleted(), deleted(doc));
    assert!(!doc.transact().has_missing_updates());
}

pub fn decode(vector: &[u8]) -> StateVector {
    StateVector::decode_v1(vector).expect("state vectors are read")
}

/// The nearest place at or before `at`, in UTF-16 units, that doesn't split a letter.
pub fn boundary(text: &str, at: u32) -> u32 {
    let mut units = 0;
    for letter in text.chars() {
        let next = units + letter.len_utf16() as u32;
        if next > at {
            break;
        }
        units = next;
    }
    units
}
