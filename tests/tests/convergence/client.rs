//! A client as they are out there: a yrs document per document, edits made with or without a connection, and the sync
//! protocol with its habits.

use std::collections::VecDeque;

use bytes::Bytes;
use samenbeeld::wire::{ClientMessage, ServerMessage};
use serde_json::{Map as JsonMap, Value, json};
use yrs::types::ToJson;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    Any, Doc, GetString, IdSet, Map, OffsetKind, Options, ReadTxn, StateVector, Text, Transact, TransactionMut, Update,
};

use super::plan::{What, Who};
use super::{Broken, broken};

pub const TEXTS: [&str; 2] = [
    "text:explanation/6b2f0c1e-6a0b-4c3d-9c4b-0a1b2c3d4e5f/text",
    "text:explanation/7c3a1d2f-7b1c-4d4e-8d5c-1b2c3d4e5f60/text",
];
pub const MAPS: [&str; 2] = ["question", "position"];
/// Between two client ids of one device.
const NEXT_ID: u64 = 7;

/// An empty document with UTF-16 places, as Yjs counts.
pub fn empty(client: u64, keeps_deleted: bool) -> Doc {
    let mut options = Options::with_client_id(yrs::block::ClientID::new(client));
    options.offset_kind = OffsetKind::Utf16;
    options.skip_gc = keeps_deleted;
    let doc = Doc::with_options(options);
    for root in TEXTS {
        doc.get_or_insert_text(root);
    }
    for root in MAPS {
        doc.get_or_insert_map(root);
    }
    doc
}

/// Applies an update that should be sound.
pub fn apply(doc: &Doc, update: &[u8], whose: &str) -> Result<(), Broken> {
    let update = Update::decode_v1(update).map_err(|e| broken("G6", format!("{whose}: unreadable update: {e}")))?;
    doc.transact_mut().apply_update(update).map_err(|e| broken("G6", format!("{whose}: update not applied: {e}")))
}

/// What a document holds, to be compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    pub json: Value,
    pub state: JsonMap<String, Value>,
    pub deletes: JsonMap<String, Value>,
}

impl Reading {
    pub fn of(doc: &Doc) -> Self {
        let texts: JsonMap<_, _> = TEXTS
            .iter()
            .map(|root| ((*root).to_owned(), json!(doc.get_or_insert_text(*root).get_string(&doc.transact()))))
            .collect();
        let maps: JsonMap<_, _> = MAPS
            .iter()
            .map(|root| {
                let map = doc.get_or_insert_map(*root);
                let txn = doc.transact();
                let entries: JsonMap<_, _> = map
                    .iter(&txn)
                    .map(|(key, value)| (key.to_owned(), as_javascript(&json!(value.to_json(&txn)))))
                    .collect();
                ((*root).to_owned(), Value::Object(entries))
            })
            .collect();
        let snapshot = doc.transact().snapshot();
        let state = snapshot.state_map.iter().filter(|(_, clock)| **clock > 0);
        let deletes = snapshot.delete_set.iter().filter(|(_, clocks)| !clocks.is_empty());
        Self {
            json: json!({ "texts": texts, "maps": maps }),
            state: state.map(|(client, clock)| (client.get().to_string(), json!(clock))).collect(),
            deletes: deletes
                .map(|(client, clocks)| {
                    let ranges = clocks.iter().map(|range| json!([range.start, range.end - range.start]));
                    (client.get().to_string(), ranges.collect())
                })
                .collect(),
        }
    }
}

/// Plain JSON; JavaScript has one kind of number.
pub fn as_javascript(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(list) => list.iter().map(as_javascript).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), as_javascript(value))).collect(),
        other => other.clone(),
    }
}

/// One document on one device.
pub struct Copy {
    pub doc: Doc,
    /// Whether this connection already offered everything it had.
    offered: bool,
    /// Sent over this connection and not acknowledged.
    pub unacked: VecDeque<Bytes>,
    /// Sent over earlier connections and never acknowledged.
    lost: Vec<Bytes>,
    last_sent: Option<Bytes>,
    /// What was acknowledged: it may never go.
    pub acked: IdSet,
    pub acked_deletes: IdSet,
    deleted: Option<(usize, u32, String)>,
    openings: u64,
}

pub struct Client {
    pub who: Who,
    pub copies: Vec<Copy>,
    pub wants_online: bool,
    pub connection: Option<usize>,
}

impl Client {
    pub fn new(who: Who, documents: usize) -> Self {
        let copies = (0..documents)
            .map(|document| Copy {
                doc: empty(who.id + document as u64, who.keeps_deleted),
                offered: false,
                unacked: VecDeque::new(),
                lost: Vec::new(),
                last_sent: None,
                acked: IdSet::new(),
                acked_deletes: IdSet::new(),
                deleted: None,
                openings: 0,
            })
            .collect();
        Self { who, copies, wants_online: true, connection: None }
    }

    /// The socket is open: asks what it lacks, in every document.
    pub fn connected(&mut self) -> Vec<(usize, ClientMessage)> {
        let ask = |copy: &mut Copy| {
            copy.offered = false;
            ClientMessage::Step1(copy.doc.transact().state_vector().encode_v1().into())
        };
        self.copies.iter_mut().map(ask).enumerate().collect()
    }

    /// Asks what one document lacks.
    pub fn asks(&self, document: usize) -> ClientMessage {
        let vector = self.copies[document].doc.transact().state_vector();
        ClientMessage::Step1(vector.encode_v1().into())
    }

    /// Offers everything a server with this state vector lacks.
    pub fn offers(&mut self, document: usize, vector: &[u8]) -> Result<ClientMessage, Broken> {
        let vector = StateVector::decode_v1(vector).map_err(|e| broken("S6", e.to_string()))?;
        let copy = &mut self.copies[document];
        let offer = ClientMessage::Step2(copy.doc.transact().encode_diff_v1(&vector).into());
        copy.sent(&offer);
        Ok(offer)
    }

    pub fn disconnected(&mut self) {
        self.connection = None;
        for copy in &mut self.copies {
            copy.lost.extend(copy.unacked.drain(..));
        }
    }

    /// A message came; what it answers.
    pub fn hears(&mut self, document: usize, message: &ServerMessage) -> Result<Vec<ClientMessage>, Broken> {
        let (whose, redelivers) = (format!("client {}", self.who.id), self.who.redelivers);
        let Some(copy) = self.copies.get_mut(document) else { return Ok(Vec::new()) };
        match message {
            ServerMessage::Update(update) | ServerMessage::Step2(update) => apply(&copy.doc, update, &whose)?,
            ServerMessage::Step1(vector) => {
                let vector = StateVector::decode_v1(vector).map_err(|e| broken("S6", e.to_string()))?;
                let all: Bytes = copy.doc.transact().encode_diff_v1(&vector).into();
                let lost = std::mem::take(&mut copy.lost);
                copy.offered = true;
                let mut answers = vec![ClientMessage::Step2(all)];
                if redelivers {
                    answers.extend(lost.into_iter().map(ClientMessage::Update));
                }
                for answer in &answers {
                    copy.sent(answer);
                }
                return Ok(answers);
            }
            ServerMessage::SyncStatus(true) => {
                let update = copy.unacked.pop_front().ok_or_else(|| broken("H3", "an ack for nothing".to_owned()))?;
                let update = Update::decode_v1(&update).map_err(|e| broken("H3", e.to_string()))?;
                copy.acked.merge_with(update.insertions(true));
                copy.acked_deletes.merge_with(update.delete_set().clone());
            }
            ServerMessage::SyncStatus(false) => return Err(broken("S11", format!("{whose} was refused"))),
            _ => {}
        }
        Ok(Vec::new())
    }

    /// Does what the plan says; what it sends because of it.
    pub fn does(&mut self, what: &What) -> Option<(usize, ClientMessage)> {
        let online = self.connection.is_some();
        let (document, hasty) = match what {
            What::Insert { document, .. }
            | What::Delete { document, .. }
            | What::Restore { document, .. }
            | What::Set { document, .. }
            | What::Unset { document, .. }
            | What::Repeat { document, .. }
            | What::Reopen { document, .. } => (*document, self.who.hasty),
            _ => return None,
        };
        let copy = self.copies.get_mut(document)?;
        let update = match what {
            What::Repeat { .. } => copy.last_sent.clone()?,
            What::Reopen { .. } => {
                // A device opens anew only what it closed.
                if !online {
                    copy.reopen(&self.who, document);
                }
                return None;
            }
            _ => copy.edit(what)?,
        };
        if !online || !(copy.offered || hasty) {
            return None;
        }
        let message = ClientMessage::Update(update);
        copy.sent(&message);
        Some((document, message))
    }
}

impl Copy {
    fn sent(&mut self, message: &ClientMessage) {
        if let ClientMessage::Update(update) | ClientMessage::Step2(update) = message {
            self.unacked.push_back(update.clone());
            self.last_sent = Some(update.clone());
        }
    }

    fn reopen(&mut self, who: &Who, document: usize) {
        self.openings += 1;
        let kept = self.doc.transact().encode_state_as_update_v1(&StateVector::default());
        self.doc = empty(who.id + document as u64 + self.openings * NEXT_ID, who.keeps_deleted);
        if let Ok(update) = Update::decode_v1(&kept) {
            // What it wrote itself and reads back is sound, or the comparison at the end says so.
            let _ = self.doc.transact_mut().apply_update(update);
        }
    }

    /// One edit, as the update an observer of the document gets.
    fn edit(&mut self, what: &What) -> Option<Bytes> {
        let doc = self.doc.clone();
        let texts = TEXTS.map(|root| doc.get_or_insert_text(root));
        let maps = MAPS.map(|root| doc.get_or_insert_map(root));
        let mut txn = doc.transact_mut();
        match what {
            What::Insert { text, place, words, .. } => {
                let (at, _) = characters(&texts[*text].get_string(&txn), *place, 0);
                texts[*text].insert(&mut txn, at, words);
            }
            What::Delete { text, place, length, .. } => {
                let (at, words) = characters(&texts[*text].get_string(&txn), *place, *length);
                if words.is_empty() {
                    return None;
                }
                texts[*text].remove_range(&mut txn, at, units(&words));
                self.deleted = Some((*text, at, words));
            }
            What::Restore { .. } => {
                let (text, at, words) = self.deleted.take()?;
                let now = texts[text].get_string(&txn);
                let (at, _) = boundary_at(&now, at);
                texts[text].insert(&mut txn, at, &words);
            }
            What::Set { root, key, value, .. } => {
                maps[*root].insert(
                    &mut txn,
                    format!("vraag/{key}"),
                    Any::from_json(&value.to_string()).unwrap_or(Any::Null),
                );
            }
            What::Unset { root, key, .. } => {
                maps[*root].remove(&mut txn, &format!("vraag/{key}"))?;
            }
            _ => return None,
        }
        Some(encode(&txn))
    }
}

fn encode(txn: &TransactionMut<'_>) -> Bytes {
    txn.encode_update_v1().into()
}

fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// `length` whole characters from a place: where they begin in UTF-16 units, and what they are.
fn characters(text: &str, place: u16, length: usize) -> (u32, String) {
    let count = text.chars().count();
    let at = (count + 1) * usize::from(place) / 65_536;
    let before: String = text.chars().take(at).collect();
    (units(&before), text.chars().skip(at).take(length).collect())
}

/// The nearest place at or before `at` that splits no character.
fn boundary_at(text: &str, at: u32) -> (u32, usize) {
    let mut units = 0;
    for (index, character) in text.chars().enumerate() {
        let next = units + character.len_utf16() as u32;
        if next > at {
            return (units, index);
        }
        units = next;
    }
    (units, text.chars().count())
}
