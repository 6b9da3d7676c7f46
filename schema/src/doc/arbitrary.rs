//! Random cases: documents full of valid and invalid pieces about few ids, so that they meet. For property tests here and
//! in the server, and for comparing the TypeScript side. A case follows from a seed and a size; shrinking makes it smaller.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use proptest::prelude::*;
use yrs::any::Number;
use yrs::{Any, Doc, Map, ReadTxn, StateVector, Text, Transact, WriteTxn};

use super::read::{Reading, read};
use super::{layout, open};
use crate::field::{FieldShape, Plain, ValueType};
use crate::ids::{CaseId, DocumentId, DocumentKind, ItemId, PersonId, RoomId};
use crate::model::choices::CHOICE_LISTS;
use crate::model::{
    CaseFacts, Facts, Fingerprint, FormerMember, Home, Kind, MarkField, PersonFacts, Role, RoomFacts, RoomKind,
};
use crate::text::{PartialDate, Title};

/// What a random document is made of.
#[derive(Debug, Clone)]
pub struct DocumentPlan {
    pub document: DocumentId,
    /// Root, key, value.
    pub values: Vec<(String, String, Any)>,
    /// Root, text.
    pub texts: Vec<(String, String)>,
}

impl DocumentPlan {
    /// Makes the document.
    pub fn build(&self) -> Doc {
        let doc = open(7);
        let mut txn = doc.transact_mut();
        for (root, key, value) in &self.values {
            txn.get_or_insert_map(root.as_str()).insert(&mut txn, key.clone(), value.clone());
        }
        for (root, text) in &self.texts {
            txn.get_or_insert_text(root.as_str()).insert(&mut txn, 0, text);
        }
        drop(txn);
        doc
    }
    /// The document as one update of format v1.
    pub fn update(&self) -> Vec<u8> {
        self.build().transact().encode_state_as_update_v1(&StateVector::default())
    }
    /// The document as it is read.
    pub fn read(&self) -> Reading {
        read(&self.document, &self.build().transact())
    }
}

/// Documents, and what the register says beside them.
#[derive(Debug, Clone)]
pub struct Case {
    pub facts: Facts,
    pub documents: Vec<DocumentPlan>,
}

/// Random cases.
pub fn case() -> impl Strategy<Value = Case> {
    (any::<u64>(), 0usize..30).prop_map(|(seed, size)| Case::from_seed(seed, size))
}

/// Random documents of every kind.
pub fn document() -> impl Strategy<Value = DocumentPlan> {
    (any::<u64>(), 0usize..12, 0usize..60).prop_map(|(seed, which, size)| {
        let mut dice = Dice(seed);
        let mut documents = Case::from_seed(seed, 0).documents;
        let mut plan = documents.swap_remove(which % documents.len().max(1));
        dice.fill(&mut plan, size);
        plan
    })
}

const PERSONS: &[&str] = &["anna", "bas", "carla", "driss"];
const ROOMS: &[&str] = &["core", "core-2", "school", "self:anna"];
const WORDS: &[&str] = &[
    "Slaapt slecht",
    "Ruzie in de ochtend",
    "Zoë fietst",
    "cafe\u{301}",
    "a\tb",
    "regel\r\nregel",
    "\u{1F469}\u{200D}\u{1F467} samen",
    "x",
    "Ik wil eigenlijk",
    "\u{212B}ngstrom",
    "twee  spaties ",
    "\u{2028}lijn",
];
const CROOKED: &[&str] = &["", "  ", "a\0b", "\u{85}", "2026-02-30", "Agree", "noor/x", "1,2,3", "-", "\u{7f}x"];

/// Small deterministic chance (splitmix64): a case must follow from its seed alone.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let at = self.below(from.len());
        &from[at]
    }

    fn item(&mut self) -> ItemId {
        let nth = self.below(14) as u8;
        ItemId::from_random([nth.wrapping_mul(37).wrapping_add(1); 16])
    }

    fn words(&mut self, max: usize) -> String {
        match self.below(60) {
            0 => "é".repeat(max),
            1 => "e\u{301}".repeat(max.min(280)),
            2 => "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}".repeat(max.min(80)),
            _ => (*self.pick(WORDS)).to_owned(),
        }
    }

    fn valid(&mut self, value: ValueType) -> Plain {
        let text = match value {
            ValueType::Title | ValueType::Short | ValueType::Long => self.words(value.text_max().unwrap_or(1)),
            ValueType::Bool => return Plain::Bool(self.chance(50)),
            ValueType::Whole { min, max } => {
                let span = (max - min + 1) as usize;
                return Plain::Whole(min + self.below(span) as i64);
            }
            ValueType::Date => (*self.pick(&["2026-03-14", "2026-03", "2026", "2024-02-29"])).to_owned(),
            ValueType::Choice { choice } => {
                let list = CHOICE_LISTS.iter().find(|list| list.name == choice);
                list.map(|list| (*self.pick(list.identifiers)).to_owned()).unwrap_or_default()
            }
            ValueType::Item => self.item().to_string(),
            ValueType::Person => (*self.pick(PERSONS)).to_owned(),
            ValueType::Node | ValueType::Holder => match self.below(4) {
                0 => self.item().to_string(),
                1 => (*self.pick(&["family", "school", "helpers"])).to_owned(),
                _ => (*self.pick(PERSONS)).to_owned(),
            },
            ValueType::Room => (*self.pick(ROOMS)).to_owned(),
            ValueType::Code => (*self.pick(&["i-123", "a"])).to_owned(),
            ValueType::Point => format!("{},{}", self.below(900) as i64 - 400, self.below(900) as i64 - 400),
        };
        Plain::Text(text.into())
    }

    fn value(&mut self, value: ValueType) -> Any {
        if self.chance(93) {
            return any_of(&self.valid(value));
        }
        match self.below(10) {
            0 => Any::Null,
            1 => Any::Undefined,
            2 => Any::Number(Number::Float(2.5)),
            3 => Any::Number(Number::Float(3.0)),
            4 => Any::Array(Arc::from([Any::Bool(true)])),
            5 => Any::Number(Number::Int(self.below(20) as i64 - 5)),
            6 => Any::Buffer(Arc::from([1, 2, 3])),
            7 => Any::Bool(self.chance(50)),
            8 => Any::String("y".repeat(*self.pick(&[80, 81, 280, 281, 4000, 4001])).into()),
            _ => Any::String((*self.pick(CROOKED)).into()),
        }
    }

    fn add_item(&mut self, plan: &mut DocumentPlan, kind: Kind, id: ItemId) {
        for def in kind.fields() {
            let there = if def.required { 95 } else { 40 };
            match def.shape {
                _ if !self.chance(there) => {}
                FieldShape::Single => {
                    let value = self.value(def.value);
                    plan.values.push((kind.root().to_owned(), format!("{id}/{}", def.name), value));
                }
                FieldShape::Set => {
                    for _ in 0..self.below(3) {
                        let member = match self.valid(def.value) {
                            Plain::Text(member) if self.chance(95) => member.to_string(),
                            _ => "Krom!".to_owned(),
                        };
                        let value = if self.chance(97) { Any::Bool(true) } else { Any::Bool(false) };
                        plan.values.push((kind.root().to_owned(), format!("{id}/{}/{member}", def.name), value));
                    }
                }
                FieldShape::Joint => {
                    let words = if self.chance(1) { "lang ".repeat(801) } else { self.words(30) };
                    plan.texts.push((layout::joint_text_root(kind, id, def.name), words));
                }
            }
        }
        let mut own = |name: &str, value: Any| {
            plan.values.push((kind.root().to_owned(), format!("{id}/{name}"), value));
        };
        if kind.home() == Home::Voice {
            if self.chance(15) {
                own("words_of", any_of(&self.valid(ValueType::Person)));
            }
            if self.chance(10) {
                own("words_from", self.value(ValueType::Short));
            }
            if self.chance(15) {
                own("adopts", any_of(&self.valid(ValueType::Item)));
            }
            if self.chance(10) {
                own("same_as", any_of(&self.valid(ValueType::Room)));
            }
        }
        if self.chance(5) {
            own("withdrawn", Any::Bool(self.chance(80)));
        }
    }

    fn add_mark(&mut self, plan: &mut DocumentPlan) {
        let field = if self.chance(60) { MarkField::Standpoint } else { *self.pick(MarkField::ALL) };
        let words = crate::text::clean(self.pick::<&str>(WORDS));
        let mut mark = HashMap::from([
            ("is".to_owned(), self.value(field.value_type())),
            ("about".to_owned(), Any::String(Fingerprint::of(&words).to_string().into())),
        ]);
        if field.needs_words() || self.chance(30) {
            mark.insert("words".to_owned(), self.value(ValueType::Long));
        }
        let value = if self.chance(96) { Any::Map(Arc::new(mark)) } else { self.value(ValueType::Long) };
        let id = self.item();
        plan.values.push(("mark".to_owned(), format!("{id}/{}", field.as_str()), value));
    }

    fn add_crooked(&mut self, plan: &mut DocumentPlan) {
        let id = self.item();
        let key = match self.below(7) {
            0 => "krom".to_owned(),
            1 => format!("{id}/a/b/c"),
            2 => format!("{id}/nooit"),
            3 => "6B2F0C1E-6A0B-4C3D-9C4B-0A1B2C3D4E5F/title".to_owned(),
            4 => format!("{id}/title/x"),
            5 => format!("{id}/holder"),
            _ => format!("{id}/"),
        };
        let root = *self.pick(&["factor", "mark", "order", "card", "position", "desk", "agenda", "draft", "vreemd"]);
        let value = self.value(ValueType::Title);
        plan.values.push((root.to_owned(), key, value));
        if self.chance(20) {
            plan.texts.push(((*self.pick(&["text:", "text:factor/x/title", "andere"])).to_owned(), "woord".to_owned()));
        }
    }

    /// What waits to be shared, whole or with something in it that can't be.
    fn ready(&mut self) -> Any {
        let [room, on] = [ValueType::Room, ValueType::Date].map(|of| self.valid(of));
        let readers = [ValueType::Person, ValueType::Person].map(|of| self.valid(of).text().unwrap_or("x").to_owned());
        let about = if self.chance(80) { Fingerprint::of("woorden").to_string() } else { "geen".to_owned() };
        let without = if self.chance(30) { self.item().to_string() } else { String::new() };
        let text = |text: &str| Any::String(text.into());
        Any::Map(Arc::new(HashMap::from([
            ("room".to_owned(), any_of(&room)),
            ("on".to_owned(), any_of(&on)),
            ("about".to_owned(), text(&about)),
            ("readers".to_owned(), text(&readers.join(" "))),
            ("without".to_owned(), text(&without)),
        ])))
    }

    fn add_draft(&mut self, plan: &mut DocumentPlan) {
        let (id, kind) = (self.item(), *self.pick(Kind::ALL));
        let root = layout::DRAFT_ROOT.to_owned();
        plan.values.push((root.clone(), format!("{id}/kind"), any_of(&Plain::Text(kind.as_str().into()))));
        if self.chance(50) {
            let room = self.value(ValueType::Room);
            plan.values.push((root.clone(), format!("{id}/room"), room));
        }
        if self.chance(20) {
            plan.values.push((root.clone(), format!("{id}/shared"), Any::Bool(true)));
        }
        if self.chance(20) {
            let ready = self.ready();
            plan.values.push((root.clone(), format!("{id}/ready"), ready));
        }
        for def in kind.fields() {
            if def.value.text_max().is_some() && self.chance(60) {
                plan.texts.push((layout::draft_text_root(id, def.name), self.words(20)));
            } else if def.shape == FieldShape::Single && self.chance(50) {
                let value = self.value(def.value);
                plan.values.push((root.clone(), format!("{id}/{}", layout::draft_field(def.name)), value));
            } else if def.shape == FieldShape::Set {
                let member = self.valid(def.value);
                let key = format!("{id}/{}/{}", def.name, member.text().unwrap_or("x"));
                plan.values.push((root.clone(), key, Any::Bool(self.chance(90))));
            }
        }
    }

    fn fill(&mut self, plan: &mut DocumentPlan, size: usize) {
        let home = layout::home(&plan.document.kind);
        let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.home() == home).collect();
        for _ in 0..size {
            match self.below(12) {
                0..=5 => {
                    // Much of what is said is about what plays and how it hangs together.
                    let often = [Kind::Factor, Kind::Relation, Kind::Relation, Kind::NetworkPerson, Kind::Card];
                    let kind = if self.chance(50) { *self.pick(&often) } else { *self.pick(&kinds) };
                    let kind = if kind.home() == home { kind } else { *self.pick(&kinds) };
                    let id = self.item();
                    self.add_item(plan, kind, id);
                }
                6..=8 if home == Home::Voice => self.add_mark(plan),
                9 if home != Home::Desk => {
                    let key = format!("{}{}", self.pick(&["A", "a", "Zz", "0", "é"]), self.below(5));
                    let id = self.item();
                    plan.values.push(("order".to_owned(), id.to_string(), Any::String(key.into())));
                }
                10 if home == Home::Board => {
                    let id = self.valid(ValueType::Node);
                    let drawing = *self.pick(&["map", "ecogram", "genogram", "timeline", "nooit"]);
                    let place = self.value(ValueType::Point);
                    let key = format!("{}/{drawing}", id.text().unwrap_or("x"));
                    plan.values.push(("position".to_owned(), key, place));
                }
                10 if home == Home::Desk => {
                    let field = *self.pick(&["phase", "round", "anders"]);
                    let value = self.value(ValueType::Whole { min: 1, max: 5 });
                    let value =
                        if field == "phase" { self.value(ValueType::Choice { choice: "phase" }) } else { value };
                    plan.values.push(("desk".to_owned(), field.to_owned(), value));
                }
                10 if plan.document.room.as_str().starts_with("self") => self.add_draft(plan),
                11 => self.add_crooked(plan),
                _ => {}
            }
        }
    }
}

fn any_of(plain: &Plain) -> Any {
    match plain {
        Plain::Bool(value) => Any::Bool(*value),
        Plain::Whole(value) => Any::Number(Number::Int(*value)),
        Plain::Text(text) => Any::String(text.clone()),
    }
}

fn person(name: &str) -> PersonId {
    PersonId::parse(name).expect("the names here are valid")
}

fn room(name: &str) -> RoomId {
    RoomId::parse(name).expect("the names here are valid")
}

impl Case {
    /// The case of a seed; `size` is about how many things stand in each document.
    pub fn from_seed(seed: u64, size: usize) -> Self {
        let mut dice = Dice(seed);
        let id = CaseId::parse("gezin-x").expect("the names here are valid");
        let persons: Vec<PersonFacts> = PERSONS
            .iter()
            .filter(|_| dice.chance(90))
            .collect::<Vec<_>>()
            .into_iter()
            .map(|name| {
                let role = if dice.chance(40) { Role::Wijkteam } else { Role::Parent };
                let mut facts = PersonFacts::named(person(name), Title::parse(name).expect("a title"), role);
                facts.member = dice.chance(80);
                facts
            })
            .collect();
        let mut rooms = Vec::new();
        for name in ROOMS.iter().filter(|_| dice.chance(90)).collect::<Vec<_>>() {
            let members: BTreeSet<PersonId> = PERSONS.iter().filter(|_| dice.chance(75)).map(|p| person(p)).collect();
            let former = PERSONS
                .iter()
                .map(|p| person(p))
                .filter(|p| !members.contains(p) && dice.chance(50))
                .collect::<Vec<_>>();
            let successor = *name == "core-2" && dice.chance(60);
            rooms.push(RoomFacts {
                id: room(name),
                kind: if name.starts_with("self") { RoomKind::Self_ } else { RoomKind::Core },
                label: Title::parse("Ons beeld").expect("a title"),
                members,
                former_members: former
                    .into_iter()
                    .map(|person| FormerMember { person, left_on: PartialDate::parse("2026-10-01").ok() })
                    .collect(),
                successor_of: successor.then(|| room("core")),
                open: true,
                ground: None,
            });
        }
        let mut documents = Vec::new();
        for name in ROOMS {
            let own = name.strip_prefix("self:");
            let voices =
                PERSONS.iter().filter(|p| own.is_none_or(|own| own == **p)).map(|p| DocumentKind::Voice(person(p)));
            let others = [DocumentKind::Board, DocumentKind::Desk].into_iter().filter(|_| own.is_none());
            for kind in voices.chain(others) {
                let document = DocumentId::new(id.clone(), room(name), kind);
                let mut plan = DocumentPlan { document, values: Vec::new(), texts: Vec::new() };
                let size = dice.below(size + 1);
                dice.fill(&mut plan, size);
                documents.push(plan);
            }
        }
        let case = CaseFacts { id, title: None, legal_frame: None, status: None, regisseur: None, opened_on: None };
        Self { facts: Facts { case, persons, rooms }, documents }
    }
}
