//! What a reader sees and knows of a document, the same whichever library reads.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use yrs::updates::decoder::Decode;
use yrs::{Doc, GetString, Map, OffsetKind, Options, Out, ReadTxn, StateVector, Transact, Update};

use super::{MAPS, TEXTS};

#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub texts: BTreeMap<String, String>,
    maps: BTreeMap<String, BTreeMap<String, Value>>,
    pub clocks: Vec<(u64, u32)>,
    deleted: BTreeMap<u64, Vec<(u64, u64)>>,
}

fn doc_of(updates: &[Vec<u8>]) -> Result<Doc> {
    let doc =
        Doc::with_options(Options { offset_kind: OffsetKind::Utf16, cleanup_formatting: false, ..Options::default() });
    for bytes in updates {
        doc.transact_mut().apply_update(Update::decode_v1(bytes)?)?;
    }
    Ok(doc)
}

/// The state that these updates make, as one.
pub fn whole(updates: &[Vec<u8>]) -> Result<Vec<u8>> {
    Ok(doc_of(updates)?.transact().encode_diff_v1(&StateVector::default()))
}

/// What yrs reads after these updates in this order.
pub fn read(updates: &[Vec<u8>]) -> Result<Reading> {
    let doc = doc_of(updates)?;
    let txn = doc.transact();
    ensure!(!txn.has_missing_updates(), "something waits");
    let text = |root: &str| txn.get_text(root).map(|text| text.get_string(&txn)).unwrap_or_default();
    let values = |root: &str| {
        let map = txn.get_map(root);
        let entries = map.iter().flat_map(|map| map.iter(&txn)).map(|(key, value)| (key.to_owned(), plain(value)));
        entries.collect::<BTreeMap<_, _>>()
    };
    let mut clocks: Vec<(u64, u32)> = txn.state_vector().iter().map(|(client, clock)| (client.get(), *clock)).collect();
    clocks.sort_unstable();
    let mut deleted = BTreeMap::new();
    for (client, ranges) in txn.snapshot().delete_set.iter() {
        let ranges = ranges.iter().map(|range| (u64::from(range.start), u64::from(range.end - range.start)));
        deleted.insert(client.get(), ranges.collect());
    }
    Ok(Reading {
        texts: TEXTS.map(|root| (root.to_owned(), text(root))).into(),
        maps: MAPS.map(|root| (root.to_owned(), values(root))).into(),
        clocks,
        deleted,
    })
}

/// A value without the difference between a whole number and one with a point, which JavaScript does not make, and without
/// the last digits, which JSON readers round in their own ways.
fn level(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::String(format!("{:.12e}", number.as_f64().unwrap_or(f64::NAN))),
        Value::Array(values) => values.into_iter().map(level).collect(),
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, level(value))).collect(),
        other => other,
    }
}

fn plain(value: Out) -> Value {
    match value {
        Out::Any(any) => level(serde_json::to_value(any).unwrap_or_default()),
        other => Value::String(format!("{other:?}")),
    }
}

impl Reading {
    /// What `tests/node/yjs.mjs` says that Yjs read.
    pub fn of_yjs(answer: &Value) -> Result<Self> {
        ensure!(answer.get("pending") == Some(&Value::Bool(false)), "something waits: {answer}");
        let part = |name: &str| answer.get(name).cloned().with_context(|| format!("no {name}"));
        let maps: BTreeMap<String, BTreeMap<String, Value>> = serde_json::from_value(part("maps")?)?;
        let maps = maps
            .into_iter()
            .map(|(root, values)| (root, values.into_iter().map(|(key, value)| (key, level(value))).collect()));
        let state: BTreeMap<String, u32> = serde_json::from_value(part("state")?)?;
        let mut clocks = state
            .into_iter()
            .map(|(client, clock)| Ok((client.parse()?, clock)))
            .collect::<Result<Vec<(u64, u32)>>>()?;
        clocks.sort_unstable();
        let deletes: BTreeMap<String, Vec<(u64, u64)>> = serde_json::from_value(part("deletes")?)?;
        let deleted = deletes.into_iter().map(|(client, ranges)| Ok((client.parse()?, ranges)));
        Ok(Self {
            texts: serde_json::from_value(part("texts")?)?,
            maps: maps.collect(),
            clocks,
            deleted: deleted.collect::<Result<_>>()?,
        })
    }
}
