//! A document as typed values. Tolerant: what is not valid is reported and skipped, never repaired (D8), and nothing in
//! a document can make reading panic.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use yrs::any::Number;
use yrs::{Any, GetString, Map, Out, ReadTxn};

use super::{fractional, layout};
use crate::field::{Field, FieldDef, FieldShape, Plain, RawItem, Reason, Report, Value};
use crate::ids::{DocumentId, ItemId, NodeId, PersonId, RoomId};
use crate::model::{Content, Draft, Entity, Fingerprint, Kind, Mark, MarkField, MarkValue, Phase, Position, Ready};
use crate::text::{Long, PartialDate, Short, clean};

/// An item as it stands in one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadItem {
    pub id: ItemId,
    pub content: Content,
    /// Whose words a scribe wrote down (D16).
    pub words_of: Option<PersonId>,
    /// From what the scribe knows them (D16).
    pub words_from: Option<Short>,
    /// The written-down item that this one takes over (D16).
    pub adopts: Option<ItemId>,
    /// The wider room that has the copy to show (D14).
    pub same_as: Option<RoomId>,
    /// Taken back by its author (D9).
    pub withdrawn: bool,
}

/// Everything that one document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub document: DocumentId,
    /// By kind and id.
    pub items: Vec<ReadItem>,
    /// By item and kind of mark.
    pub marks: Vec<(ItemId, Mark)>,
    /// The order that stands in this document, first thing first.
    pub order: Vec<ItemId>,
    /// By id.
    pub positions: Vec<(NodeId, Position)>,
    pub phase: Option<Phase>,
    pub round: Option<i64>,
    /// By id.
    pub drafts: Vec<Draft>,
    /// Sorted, each once.
    pub reports: Vec<Report>,
}

/// A field that an item of any kind may have beside those of its kind.
const OWN_FIELDS: &[&str] = &["words_of", "words_from", "adopts", "same_as", "withdrawn"];

pub(super) fn plain(value: &Out) -> Option<Plain> {
    match value {
        Out::Any(any) => plain_any(any),
        _ => None,
    }
}

fn plain_any(any: &Any) -> Option<Plain> {
    const WHOLE_MAX: i64 = Number::I64_MAX_SAFE_INTEGER;
    match any {
        Any::Bool(value) => Some(Plain::Bool(*value)),
        Any::String(text) => Some(Plain::Text(text.clone())),
        Any::Number(Number::Int(value)) if (-WHOLE_MAX..=WHOLE_MAX).contains(value) => Some(Plain::Whole(*value)),
        // JavaScript knows one kind of number.
        Any::Number(Number::Float(value)) if value.fract() == 0.0 && value.abs() <= WHOLE_MAX as f64 => {
            Some(Plain::Whole(*value as i64))
        }
        _ => None,
    }
}

fn is_true(value: &Out) -> bool {
    matches!(value, Out::Any(Any::Bool(true)))
}

/// Reads a document whole. `txn` is any transaction on it.
pub fn read<T: ReadTxn>(document: &DocumentId, txn: &T) -> Reading {
    let mut reader = Reader {
        txn,
        home: layout::home(&document.kind),
        reading: Reading {
            document: document.clone(),
            items: Vec::new(),
            marks: Vec::new(),
            order: Vec::new(),
            positions: Vec::new(),
            phase: None,
            round: None,
            drafts: Vec::new(),
            reports: Vec::new(),
        },
    };
    let mut joint: HashMap<Kind, Vec<(ItemId, &'static str, String)>> = HashMap::new();
    let mut draft_texts = Vec::new();
    // The room's kind is not known here: whether drafts may be in this document is the gate's.
    let mut map_roots: Vec<&str> = Vec::new();
    for (root, _) in txn.root_refs() {
        match layout::root_shape(&document.kind, true, root) {
            Some(layout::Shape::Map) => map_roots.push(root),
            Some(layout::Shape::Text) => {
                let text = txn.get_text(root).map(|text| text.get_string(txn)).unwrap_or_default();
                if text.is_empty() {
                    continue;
                }
                if let Some((kind, id, field)) = layout::joint_text(root) {
                    joint.entry(kind).or_default().push((id, field, text));
                } else if let Some((id, field)) = layout::draft_text(root) {
                    draft_texts.push((id, field, text));
                }
            }
            None => {
                let keys = txn.get_map(root).is_some_and(|map| map.iter(txn).next().is_some());
                let text = txn.get_text(root).is_some_and(|text| !text.get_string(txn).is_empty());
                if keys || text {
                    reader.report(None, None, Reason::UnknownRoot);
                }
            }
        }
    }
    let home = reader.home;
    for kind in Kind::ALL.iter().copied().filter(|kind| kind.home() == home) {
        let texts = joint.remove(&kind).unwrap_or_default();
        if !texts.is_empty() || map_roots.contains(&kind.root()) {
            reader.items(kind, texts);
        }
    }
    for root in map_roots {
        match root {
            "mark" => reader.marks(),
            "order" => reader.order(),
            "position" => reader.positions(),
            "desk" => reader.desk(),
            _ => {}
        }
    }
    if reader.home == crate::model::Home::Voice {
        reader.drafts(draft_texts);
    }
    let mut reading = reader.reading;
    reading.items.sort_by_key(|item| (item.content.kind(), item.id));
    reading.marks.sort_by_key(|(item, mark)| (*item, mark.value.field()));
    reading.positions.sort_by(|a, b| a.0.cmp(&b.0));
    reading.reports.sort();
    reading.reports.dedup();
    reading
}

struct Reader<'a, T> {
    txn: &'a T,
    home: crate::model::Home,
    reading: Reading,
}

/// `<id>/<field>` or `<id>/<field>/<member>`.
fn key_parts(key: &str) -> Option<(ItemId, &str, Option<&str>)> {
    let (id, rest) = key.split_once('/')?;
    let id = ItemId::parse(id).ok()?;
    match rest.split_once('/') {
        None => Some((id, rest, None)),
        Some((field, member)) if !member.contains('/') => Some((id, field, Some(member))),
        Some(_) => None,
    }
}

impl<T: ReadTxn> Reader<'_, T> {
    fn report(&mut self, item: Option<ItemId>, field: Option<&'static str>, reason: Reason) {
        let document = self.reading.document.clone();
        self.reading.reports.push(Report { document, item, field: field.map(Cow::Borrowed), reason });
    }

    fn items(&mut self, kind: Kind, texts: Vec<(ItemId, &'static str, String)>) {
        let map = self.txn.get_map(kind.root());
        let mut raws: BTreeMap<ItemId, (RawItem<'_>, RawItem<'_>)> = BTreeMap::new();
        let txn = self.txn;
        for (key, value) in map.iter().flat_map(|map| map.iter(txn)) {
            let Some((id, field, member)) = key_parts(key) else {
                self.report(None, None, Reason::BadKey);
                continue;
            };
            let own = OWN_FIELDS.contains(&field) && (self.home == crate::model::Home::Voice || field == "withdrawn");
            match (member, kind.field(field)) {
                (None, _) if own => raws.entry(id).or_default().1.singles.push((field, plain(&value))),
                (None, Some(FieldDef { shape: FieldShape::Single, .. })) => {
                    raws.entry(id).or_default().0.singles.push((field, plain(&value)));
                }
                (Some(member), Some(FieldDef { shape: FieldShape::Set, .. })) => {
                    raws.entry(id).or_default().0.members.push((field, member, is_true(&value)));
                }
                _ => self.report(Some(id), None, Reason::UnknownField),
            }
        }
        for (id, field, text) in texts {
            raws.entry(id).or_default().0.texts.push((field, text));
        }
        for (id, (fields, own)) in raws {
            self.item(kind, id, &fields, &own);
        }
    }

    fn item(&mut self, kind: Kind, id: ItemId, fields: &RawItem<'_>, own: &RawItem<'_>) {
        fn read<T: Value>(own: &RawItem<'_>, name: &'static str, faults: &mut crate::field::Faults) -> Option<T> {
            <Option<T> as Field>::read(own, name, faults).flatten()
        }
        let mut faults = Vec::new();
        let withdrawn = read::<bool>(own, "withdrawn", &mut faults) == Some(true);
        if withdrawn {
            let content = Content::withdrawn(kind);
            let item =
                ReadItem { id, content, words_of: None, words_from: None, adopts: None, same_as: None, withdrawn };
            self.reading.items.push(item);
            return;
        }
        let words_of = read(own, "words_of", &mut faults);
        let words_from = read(own, "words_from", &mut faults);
        let adopts = read(own, "adopts", &mut faults);
        let same_as = read(own, "same_as", &mut faults);
        if let Some(fields) = kind.read(fields, &mut faults) {
            let content = Content::from(fields);
            self.reading.items.push(ReadItem { id, content, words_of, words_from, adopts, same_as, withdrawn });
        }
        for (field, reason) in faults {
            self.report(Some(id), field, reason);
        }
    }

    fn marks(&mut self) {
        let Some(map) = self.txn.get_map("mark") else { return };
        for (key, value) in map.iter(self.txn) {
            if key == layout::BEGUN_KEY && self.home == crate::model::Home::Voice && is_true(&value) {
                continue;
            }
            let Some((item, field, None)) = key_parts(key) else {
                self.report(None, None, Reason::BadKey);
                continue;
            };
            let Some(field) = MarkField::parse(field) else {
                self.report(Some(item), None, Reason::UnknownField);
                continue;
            };
            match mark(field, &value) {
                Some(mark) => self.reading.marks.push((item, mark)),
                None => self.report(Some(item), Some(field.as_str()), Reason::BadValue),
            }
        }
    }

    fn order(&mut self) {
        let Some(map) = self.txn.get_map("order") else { return };
        let mut order: Vec<(std::sync::Arc<str>, ItemId)> = Vec::new();
        for (key, value) in map.iter(self.txn) {
            match (ItemId::parse(key), plain(&value)) {
                (Ok(item), Some(Plain::Text(key))) if fractional::is_key(&key) => order.push((key, item)),
                (Ok(item), _) => self.report(Some(item), None, Reason::BadValue),
                (Err(_), _) => self.report(None, None, Reason::BadKey),
            }
        }
        order.sort();
        self.reading.order = order.into_iter().map(|(_, item)| item).collect();
    }

    fn positions(&mut self) {
        let Some(map) = self.txn.get_map("position") else { return };
        let mut raws: BTreeMap<NodeId, RawItem<'_>> = BTreeMap::new();
        for (key, value) in map.iter(self.txn) {
            let parts = key.split_once('/').and_then(|(id, field)| Some((NodeId::parse(id).ok()?, field)));
            match parts {
                None => self.report(None, None, Reason::BadKey),
                Some((_, field)) if field.contains('/') => self.report(None, None, Reason::BadKey),
                Some((id, field)) if Position::FIELDS.iter().any(|def| def.name == field) => {
                    raws.entry(id).or_default().singles.push((field, plain(&value)));
                }
                Some((id, _)) => self.report(ItemId::parse(id.as_str()).ok(), None, Reason::UnknownField),
            }
        }
        for (id, raw) in raws {
            let mut faults = Vec::new();
            let position = Position::read(&raw, &mut faults);
            if let Some(position) = position.filter(|_| faults.len() < raw.singles.len()) {
                self.reading.positions.push((id.clone(), position));
            }
            for (field, reason) in faults {
                self.report(ItemId::parse(id.as_str()).ok(), field, reason);
            }
        }
    }

    fn desk(&mut self) {
        let Some(map) = self.txn.get_map("desk") else { return };
        let mut raw = RawItem::default();
        for (key, value) in map.iter(self.txn) {
            if crate::model::Desk::FIELDS.iter().any(|def| def.name == key) {
                raw.singles.push((key, plain(&value)));
            } else {
                self.report(None, None, Reason::UnknownField);
            }
        }
        let mut faults = Vec::new();
        if let Some(desk) = crate::model::Desk::read(&raw, &mut faults) {
            self.reading.phase = desk.phase;
            self.reading.round = desk.round.map(|round| round.get());
        }
        for (field, reason) in faults {
            self.report(None, field, reason);
        }
    }

    fn drafts(&mut self, texts: Vec<(ItemId, &'static str, String)>) {
        let mut drafts: BTreeMap<ItemId, Draft> = BTreeMap::new();
        fn entry(drafts: &mut BTreeMap<ItemId, Draft>, id: ItemId) -> &mut Draft {
            drafts.entry(id).or_insert_with(|| Draft {
                id,
                kind: None,
                room: None,
                shared: false,
                ready: None,
                values: BTreeMap::new(),
                sets: BTreeMap::new(),
                texts: BTreeMap::new(),
            })
        }
        let map = self.txn.get_map(layout::DRAFT_ROOT);
        let txn = self.txn;
        for (key, value) in map.iter().flat_map(|map| map.iter(txn)) {
            let Some((id, field, member)) = key_parts(key) else {
                self.report(None, None, Reason::BadKey);
                continue;
            };
            let waits = ready(&value);
            let value = plain(&value);
            let own = if member.is_none() { layout::DRAFT_OWN_FIELDS.iter().find(|own| **own == field) } else { None };
            if let Some(own) = own {
                let fits = match (*own, &value) {
                    ("kind", Some(Plain::Text(text))) => {
                        Kind::parse(text).map(|kind| entry(&mut drafts, id).kind = Some(kind)).is_some()
                    }
                    ("room", Some(Plain::Text(text))) => {
                        RoomId::parse(text).map(|room| entry(&mut drafts, id).room = Some(room)).is_ok()
                    }
                    ("shared", Some(Plain::Bool(shared))) => {
                        entry(&mut drafts, id).shared = *shared;
                        true
                    }
                    ("ready", _) => waits.map(|waits| entry(&mut drafts, id).ready = Some(waits)).is_some(),
                    _ => false,
                };
                if !fits {
                    self.report(Some(id), Some(own), Reason::BadValue);
                }
                continue;
            }
            let name = layout::draft_item_field(field);
            let known = OWN_FIELDS.contains(&name) || Kind::ALL.iter().any(|kind| kind.field(name).is_some());
            match (member, value) {
                _ if !known => self.report(Some(id), None, Reason::UnknownField),
                (None, Some(value)) => {
                    entry(&mut drafts, id).values.insert(name.to_owned(), value);
                }
                (Some(member), Some(Plain::Bool(true))) => {
                    entry(&mut drafts, id).sets.entry(name.to_owned()).or_default().push(member.to_owned());
                }
                _ => self.report(Some(id), None, Reason::BadValue),
            }
        }
        for (id, field, text) in texts {
            entry(&mut drafts, id).texts.insert(field.to_owned(), clean(&text));
        }
        self.reading.drafts = drafts.into_values().collect();
        for draft in &mut self.reading.drafts {
            draft.sets.values_mut().for_each(|members| members.sort());
        }
    }
}

/// What waits to be shared is one value `{room, on, about, readers, without}`, lists as names with a space between (D19).
fn ready(value: &Out) -> Option<Ready> {
    let Out::Any(Any::Map(map)) = value else { return None };
    let text = |field: &str| match map.get(field) {
        Some(Any::String(text)) => Some(&**text),
        _ => None,
    };
    let names = |field: &str| text(field).map(|text| text.split(' ').filter(|name| !name.is_empty()));
    Some(Ready {
        room: RoomId::parse(text("room")?).ok()?,
        on: PartialDate::parse(text("on")?).ok()?,
        about: Fingerprint::parse(text("about")?).ok()?,
        readers: names("readers")?.map(PersonId::parse).collect::<Result<_, _>>().ok()?,
        without: names("without")?.map(NodeId::parse).collect::<Result<_, _>>().ok()?,
    })
}

/// A mark is one value `{is, words, about}` (D12).
fn mark(field: MarkField, value: &Out) -> Option<Mark> {
    let Out::Any(Any::Map(map)) = value else { return None };
    let is = plain_any(map.get("is")?)?;
    let words = match map.get("words") {
        None | Some(Any::Null | Any::Undefined) => None,
        Some(words) => Some(Long::from_plain(&plain_any(words)?)?),
    };
    let Plain::Text(about) = plain_any(map.get("about")?)? else { return None };
    let value = MarkValue::from_plain(field, &is)?;
    if field.needs_words() && words.is_none() {
        return None;
    }
    Some(Mark { value, words, about: Fingerprint::parse(&about).ok()? })
}
