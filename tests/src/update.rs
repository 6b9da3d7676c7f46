//! Updates by hand: a cheap writer of one person's typing, a reader of which clocks an update holds, and the parts from
//! which tests put together updates that no client would make.

use std::collections::BTreeMap;

use crate::wire::{Cursor, Malformed, Put};

/// An update that changes nothing.
pub const EMPTY: [u8; 2] = [0, 0];

/// One client id that types at the end of its own words in a root text.
#[derive(Debug, Clone)]
pub struct Typist {
    client: u64,
    clock: u64,
    root: String,
}

impl Typist {
    /// A client id that has written nothing yet in this document.
    pub fn new(client: u64, root: &str) -> Self {
        Self { client, clock: 0, root: root.to_owned() }
    }
    /// The client id.
    pub fn client(&self) -> u64 {
        self.client
    }
    /// The next clock: how many UTF-16 units were written.
    pub fn clock(&self) -> u64 {
        self.clock
    }
    /// Appends to the own words; gives the update.
    pub fn append(&mut self, text: &str) -> Vec<u8> {
        let after = self.clock.checked_sub(1).map(|clock| (self.client, clock));
        self.insert(text, after, None)
    }
    /// Inserts between two known characters (or at the ends); gives the update.
    pub fn insert(&mut self, text: &str, after: Option<(u64, u64)>, before: Option<(u64, u64)>) -> Vec<u8> {
        let place = Place { root: &self.root, key: None, after, before };
        let mut update = Vec::with_capacity(text.len() + 32);
        one_struct(&mut update, self.client, self.clock, |out| item(out, 4, place, |out| out.text(text)));
        update.uint(0);
        self.clock += text.encode_utf16().count() as u64;
        update
    }
}

/// Where an item stands.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Name of the root type; on the wire only when there is no origin.
    pub root: &'a str,
    /// Key in a map; on the wire only when there is no origin.
    pub key: Option<&'a str>,
    /// Left origin: client and clock.
    pub after: Option<(u64, u64)>,
    /// Right origin: client and clock.
    pub before: Option<(u64, u64)>,
}

impl<'a> Place<'a> {
    /// The start of a root text.
    pub fn text(root: &'a str) -> Self {
        Self { root, key: None, after: None, before: None }
    }
    /// A key of a root map.
    pub fn key(root: &'a str, key: &'a str) -> Self {
        Self { root, key: Some(key), after: None, before: None }
    }
}

/// Appends an item with the content reference `content` (4 String, 8 Any …) whose body `body` writes.
pub fn item(out: &mut Vec<u8>, content: u8, place: Place<'_>, body: impl FnOnce(&mut Vec<u8>)) {
    let mut info = content;
    info |= if place.after.is_some() { 0x80 } else { 0 };
    info |= if place.before.is_some() { 0x40 } else { 0 };
    info |= if place.key.is_some() { 0x20 } else { 0 };
    out.push(info);
    for origin in [place.after, place.before].into_iter().flatten() {
        out.uint(origin.0);
        out.uint(origin.1);
    }
    if place.after.is_none() && place.before.is_none() {
        out.uint(1);
        out.text(place.root);
        if let Some(key) = place.key {
            out.text(key);
        }
    }
    body(out);
}

/// Appends the struct part of an update with one struct of one client.
pub fn one_struct(out: &mut Vec<u8>, client: u64, clock: u64, body: impl FnOnce(&mut Vec<u8>)) {
    out.uint(1);
    out.uint(1);
    out.uint(client);
    out.uint(clock);
    body(out);
}

/// A whole update with one struct and nothing deleted.
pub fn single(client: u64, clock: u64, body: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    one_struct(&mut out, client, clock, body);
    out.uint(0);
    out
}

/// A whole update that only deletes: client, first clock, length.
pub fn deletes(ranges: &[(u64, u64, u64)]) -> Vec<u8> {
    let mut out = Vec::new();
    out.uint(0);
    out.uint(ranges.len() as u64);
    for (client, clock, length) in ranges {
        out.uint(*client);
        out.uint(1);
        out.uint(*clock);
        out.uint(*length);
    }
    out
}

/// The clocks an update holds: for each client the first clock and the one after the last, without what it skips.
pub type Clocks = BTreeMap<u64, Vec<(u64, u64)>>;

/// Reads which clocks an update holds and how many clocks it deletes.
pub fn clocks(update: &[u8]) -> Result<(Clocks, u64), Malformed> {
    let mut cursor = Cursor::new(update);
    let mut clocks = Clocks::new();
    for _ in 0..cursor.uint()? {
        let structs = cursor.uint()?;
        let client = cursor.uint()?;
        let mut clock = cursor.uint()?;
        for _ in 0..structs {
            let (length, is_skip) = skip_struct(&mut cursor)?;
            if !is_skip {
                let ranges = clocks.entry(client).or_default();
                match ranges.last_mut() {
                    Some(last) if last.1 == clock => last.1 += length,
                    _ => ranges.push((clock, clock + length)),
                }
            }
            clock += length;
        }
    }
    let mut deleted = 0;
    for _ in 0..cursor.uint()? {
        cursor.uint()?;
        for _ in 0..cursor.uint()? {
            cursor.uint()?;
            deleted += cursor.uint()?;
        }
    }
    if cursor.is_empty() { Ok((clocks, deleted)) } else { Err(Malformed) }
}

/// How many clocks an update adds and deletes together.
pub fn edited(update: &[u8]) -> Result<usize, Malformed> {
    let (clocks, deleted) = clocks(update)?;
    let added: u64 = clocks.values().flatten().map(|(start, end)| end - start).sum();
    usize::try_from(added + deleted).map_err(|_| Malformed)
}

/// The last clock of `client` in an update, if it holds any.
pub fn end_of(update: &[u8], client: u64) -> Option<u64> {
    clocks(update).ok()?.0.get(&client)?.last().map(|range| range.1)
}

/// Reads a state vector: client and next clock.
pub fn state_vector(bytes: &[u8]) -> Result<BTreeMap<u64, u64>, Malformed> {
    let mut cursor = Cursor::new(bytes);
    (0..cursor.uint()?).map(|_| Ok((cursor.uint()?, cursor.uint()?))).collect()
}

/// Writes a state vector.
pub fn encode_state_vector(state: &BTreeMap<u64, u64>) -> Vec<u8> {
    let mut out = Vec::new();
    out.uint(state.len() as u64);
    for (client, clock) in state {
        out.uint(*client);
        out.uint(*clock);
    }
    out
}

fn skip_struct(cursor: &mut Cursor<'_>) -> Result<(u64, bool), Malformed> {
    let info = cursor.byte()?;
    let content = info & 0x1f;
    if content == 0 || content == 10 {
        return Ok((cursor.uint()?, content == 10));
    }
    for bit in [0x80, 0x40] {
        if info & bit != 0 {
            cursor.uint()?;
            cursor.uint()?;
        }
    }
    if info & 0xc0 == 0 {
        if cursor.uint()? == 1 {
            cursor.text()?;
        } else {
            cursor.uint()?;
            cursor.uint()?;
        }
        if info & 0x20 != 0 {
            cursor.text()?;
        }
    }
    let length = match content {
        1 => cursor.uint()?,
        4 => cursor.text()?.encode_utf16().count() as u64,
        8 => {
            let count = cursor.uint()?;
            for _ in 0..count {
                skip_any(cursor)?;
            }
            count
        }
        _ => return Err(Malformed),
    };
    Ok((length, false))
}

fn skip_any(cursor: &mut Cursor<'_>) -> Result<(), Malformed> {
    match cursor.byte()? {
        120 | 121 | 126 | 127 => {}
        119 => {
            cursor.text()?;
        }
        122 | 123 => {
            cursor.take(8)?;
        }
        124 => {
            cursor.take(4)?;
        }
        125 => while cursor.byte()? & 0x80 != 0 {},
        118 => {
            for _ in 0..cursor.uint()? {
                cursor.text()?;
                skip_any(cursor)?;
            }
        }
        117 => {
            for _ in 0..cursor.uint()? {
                skip_any(cursor)?;
            }
        }
        116 => {
            cursor.buf()?;
        }
        _ => return Err(Malformed),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use yrs::updates::decoder::Decode;
    use yrs::{Doc, GetString, Map, ReadTxn, StateVector, Text, Transact, Update};

    #[test]
    fn what_the_typist_writes_reads_as_the_words() {
        let root = "text:explanation/3b6b1f3e-0f4a-4a53-9d0a-6f5d1c2b3a49/text";
        let mut typist = Typist::new(77, root);
        let doc = Doc::new();
        let words = doc.get_or_insert_text(root);
        for part in ["Noor ", "slaapt ", "slecht 🙂", "."] {
            let update = typist.append(part);
            assert_eq!(end_of(&update, 77), Some(typist.clock()));
            doc.transact_mut().apply_update(Update::decode_v1(&update).unwrap()).unwrap();
        }
        assert_eq!(words.get_string(&doc.transact()), "Noor slaapt slecht 🙂.");
    }

    #[test]
    fn the_clocks_of_an_update_are_those_yrs_counts() {
        let doc = Doc::with_client_id(9);
        let (text, map) = (doc.get_or_insert_text("t"), doc.get_or_insert_map("m"));
        text.insert(&mut doc.transact_mut(), 0, "hallo");
        map.insert(&mut doc.transact_mut(), "a/b", 1);
        map.insert(&mut doc.transact_mut(), "a/b", "twee");
        text.remove_range(&mut doc.transact_mut(), 1, 2);
        let txn = doc.transact();
        let (clocks, deleted) = clocks(&txn.encode_state_as_update_v1(&StateVector::default())).unwrap();
        assert_eq!(clocks, Clocks::from([(9, vec![(0, 7)])]));
        assert_eq!(deleted, 3);
    }
}
