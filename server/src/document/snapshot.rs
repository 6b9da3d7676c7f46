//! What a snapshot is made of: the whole state, and what was living when it was taken. It is kept only when a fresh reading
//! of those bytes is the same as what lived: clocks, deletes, every value and every text with its letters in order.

use std::collections::BTreeMap;

use bytes::Bytes;
use samenbeeld_gate::{ClockRange, Index, RootShape, Roots};
use serde_json::Value;
use yrs::{Doc, GetString, Map, Out, ReadTxn, Transact};

use super::content::{self, Poisoned};
use super::roots::DocumentRoots;

/// Everything a reader can see of a document.
#[derive(Debug, PartialEq, Eq)]
pub struct Reading {
    texts: BTreeMap<String, String>,
    maps: BTreeMap<String, BTreeMap<String, Value>>,
}

impl Reading {
    pub fn of(doc: &Doc, roots: &DocumentRoots) -> Self {
        let txn = doc.transact();
        let mut reading = Self { texts: BTreeMap::new(), maps: BTreeMap::new() };
        for (root, _) in txn.root_refs() {
            match roots.shape(root) {
                Some(RootShape::Text) => {
                    let text = txn.get_text(root).map(|text| text.get_string(&txn)).unwrap_or_default();
                    reading.texts.insert(root.to_owned(), text);
                }
                Some(RootShape::Map) => {
                    let Some(map) = txn.get_map(root) else { continue };
                    let values = map.iter(&txn).map(|(key, value)| (key.to_owned(), plain(value)));
                    reading.maps.insert(root.to_owned(), values.collect());
                }
                None => {}
            }
        }
        // Whether an empty root was ever touched is no part of what is stored.
        reading.texts.retain(|_, text| !text.is_empty());
        reading.maps.retain(|_, values| !values.is_empty());
        reading
    }
}

fn plain(value: Out) -> Value {
    match value {
        Out::Any(any) => serde_json::to_value(any).unwrap_or_default(),
        _ => Value::Null,
    }
}

/// A whole state to be kept.
pub struct Snapshot {
    pub whole: Bytes,
    clocks: Vec<(u64, u32)>,
    deleted: Vec<ClockRange>,
    /// Nothing when no document lived beside the bytes.
    reading: Option<Reading>,
}

impl Snapshot {
    pub fn new(whole: Bytes, index: &Index, reading: Option<Reading>) -> Self {
        Self { whole, clocks: index.state_vector(), deleted: index.deleted(), reading }
    }

    /// Whether the bytes, loaded afresh, read as what lived. Takes as long as a load: for a thread that may wait.
    pub fn reads_alike(&self, roots: &DocumentRoots) -> bool {
        let Ok(index) = Index::load(&self.whole, roots) else { return false };
        let fresh = content::read_state(&self.whole, |doc| Reading::of(doc, roots));
        let same = |fresh: Result<Reading, Poisoned>| match &self.reading {
            Some(living) => fresh.is_ok_and(|fresh| fresh == *living),
            None => fresh.is_ok(),
        };
        index.state_vector() == self.clocks && index.deleted() == self.deleted && same(fresh)
    }
}

#[cfg(test)]
mod tests {
    use samenbeeld_schema::ids::DocumentKind;
    use yrs::{StateVector, Text};

    use super::*;

    const TEXT: &str = "text:explanation/6b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f/text";

    fn roots() -> DocumentRoots {
        DocumentRoots::new(DocumentKind::Board, false)
    }

    fn written(words: &str) -> (Doc, Bytes) {
        let doc = samenbeeld_schema::doc::open(7);
        let text = doc.get_or_insert_text(TEXT);
        text.insert(&mut doc.transact_mut(), 0, words);
        text.remove_range(&mut doc.transact_mut(), 0, 1);
        let whole = doc.transact().encode_diff_v1(&StateVector::default());
        (doc, whole.into())
    }

    fn snapshot(of: &Bytes, living: &(Doc, Bytes)) -> bool {
        let index = Index::load(&living.1, &roots()).unwrap();
        Snapshot::new(of.clone(), &index, Some(Reading::of(&living.0, &roots()))).reads_alike(&roots())
    }

    #[test]
    fn only_bytes_that_read_as_what_lived_become_a_snapshot() {
        let living = written("xdag noor");
        assert!(snapshot(&living.1, &living));
        // The same clocks and deletes, other letters.
        assert!(!snapshot(&written("xdag roon").1, &living));
        assert!(!snapshot(&written("xdag").1, &living));
        assert!(!snapshot(&Bytes::from_static(&[1]), &living));
    }

    #[test]
    fn a_document_that_nobody_wrote_is_compared_by_its_clocks() {
        let (_, whole) = written("xdag");
        let index = Index::load(&whole, &roots()).unwrap();
        assert!(Snapshot::new(whole.clone(), &index, None).reads_alike(&roots()));
        assert!(!Snapshot::new(whole, &Index::new(), None).reads_alike(&roots()));
    }
}
