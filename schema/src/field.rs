//! What a field is: a value, a set or a joint text, and how it goes to and from the plain values of a document.
//!
//! An entity is a struct of fields (`model/`); its row in the field table, how it is read, written and checked for
//! references all follow from the types, so that they can't differ.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{Code, ItemId, NodeId, PersonId, RoomId};
use crate::text::{JointText, LONG_MAX, Long, PartialDate, Short, TextError, Title, is_longer};

/// A plain value, as a document holds it under a flat key (D4).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum Plain {
    Bool(bool),
    Whole(#[ts(type = "number")] i64),
    Text(Arc<str>),
}

impl Plain {
    /// The value as a string, when it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Whole(value) => write!(f, "{value}"),
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
        }
    }
}

/// What a value may be. Written into the generated TypeScript, where the same checks are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ValueType {
    Title,
    Short,
    Long,
    Bool,
    Whole { min: i64, max: i64 },
    Date,
    Choice { choice: &'static str },
    Item,
    Person,
    Node,
    Holder,
    Room,
    Code,
    Point,
}

impl ValueType {
    /// Most characters of a text, for the types that are texts.
    pub fn text_max(self) -> Option<usize> {
        match self {
            Self::Title => Some(crate::text::TITLE_MAX),
            Self::Short => Some(crate::text::SHORT_MAX),
            Self::Long => Some(LONG_MAX),
            _ => None,
        }
    }
}

/// Why a value can't be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueFault {
    /// Not what the field holds.
    Invalid,
    /// A text without a visible character.
    Empty,
    /// A text over its bound.
    TooLong,
}

impl ValueType {
    /// The value as it will stand in a document, or why it can't.
    pub fn normalize(self, plain: &Plain) -> Result<Plain, ValueFault> {
        fn parsed<T: Value>(plain: &Plain) -> Result<Plain, ValueFault> {
            T::from_plain(plain).map(|value| value.to_plain()).ok_or(ValueFault::Invalid)
        }
        fn text(plain: &Plain, parse: impl Fn(&str) -> Result<Arc<str>, TextError>) -> Result<Plain, ValueFault> {
            match parse(plain.text().ok_or(ValueFault::Invalid)?) {
                Ok(text) => Ok(Plain::Text(text)),
                Err(TextError::Empty) => Err(ValueFault::Empty),
                Err(TextError::TooLong) => Err(ValueFault::TooLong),
                Err(TextError::Control | TextError::Date) => Err(ValueFault::Invalid),
            }
        }
        match self {
            Self::Title => text(plain, |t| Title::parse(t).map(|t| t.shared())),
            Self::Short => text(plain, |t| Short::parse(t).map(|t| t.shared())),
            Self::Long => text(plain, |t| Long::parse(t).map(|t| t.shared())),
            Self::Bool => parsed::<bool>(plain),
            Self::Whole { min, max } => match plain {
                Plain::Whole(value) if (min..=max).contains(value) => Ok(plain.clone()),
                _ => Err(ValueFault::Invalid),
            },
            Self::Date => parsed::<PartialDate>(plain),
            Self::Choice { choice } => {
                let list = crate::model::choices::CHOICE_LISTS.iter().find(|list| list.name == choice);
                let known = |id: &str| list.is_some_and(|list| list.identifiers.contains(&id));
                plain.text().filter(|id| known(id)).map(|_| plain.clone()).ok_or(ValueFault::Invalid)
            }
            Self::Item => parsed::<ItemId>(plain),
            Self::Person => parsed::<PersonId>(plain),
            Self::Node => parsed::<NodeId>(plain),
            Self::Holder => parsed::<Holder>(plain),
            Self::Room => parsed::<RoomId>(plain),
            Self::Code => parsed::<Code>(plain),
            Self::Point => parsed::<Point>(plain),
        }
    }
    /// What a value of this type names, if it names anything.
    pub fn reference(self, plain: &Plain) -> Option<Reference<'_>> {
        let text = plain.text()?;
        match self {
            Self::Item => ItemId::parse(text).ok().map(Reference::Item),
            Self::Person => Some(Reference::Person(text)),
            Self::Node => Some(Reference::Node(text)),
            Self::Holder => Some(Reference::Holder(text)),
            Self::Room => Some(Reference::Room(text)),
            _ => None,
        }
    }
}

/// How many values a field holds, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldShape {
    /// One plain value under `<id>/<field>`.
    Single,
    /// Keys `<id>/<field>/<member>` → true.
    Set,
    /// A root `Y.Text` named `text:<kind>/<id>/<field>`.
    Joint,
}

/// One row of the field table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FieldDef {
    /// The name on the wire.
    pub name: &'static str,
    /// What each value may be.
    pub value: ValueType,
    /// How many values, and where.
    pub shape: FieldShape,
    /// An item exists when all its required fields are valid (D8).
    pub required: bool,
}

/// Something a value names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference<'a> {
    Item(ItemId),
    Person(&'a str),
    Node(&'a str),
    Holder(&'a str),
    Room(&'a str),
}

/// What becomes of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Keep,
    Drop,
    /// The item goes by another id.
    Rename(ItemId),
}

/// Decides about one reference of a field.
pub type Judge<'a> = dyn FnMut(&'static str, Reference<'_>) -> Verdict + 'a;

fn renamed<T: Value>(id: ItemId) -> Option<T> {
    T::from_plain(&Plain::Text(id.to_string().into()))
}

/// Why a piece of a document was not taken over. Closed, and without any text of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No root of this name belongs in this document (D11).
    UnknownRoot,
    /// The key is not `<id>/<field>` or `<id>/<field>/<member>`.
    BadKey,
    /// The kind has no such field, or not in this shape.
    UnknownField,
    /// The value is not what the field holds.
    BadValue,
    /// A field that the kind requires is missing (D8).
    MissingRequired,
    /// A joint text grew over its bound; it is shown in full.
    TooLong,
    /// It points at something that is not in the picture (D15).
    Dangling,
    /// Another item of another kind has this id.
    IdTaken,
    /// Taking over is for the person whose words were written down, on an item of the same kind (D16).
    NotYours,
}

impl Reason {
    /// The identifier in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownRoot => "unknown_root",
            Self::BadKey => "bad_key",
            Self::UnknownField => "unknown_field",
            Self::BadValue => "bad_value",
            Self::MissingRequired => "missing_required",
            Self::TooLong => "too_long",
            Self::Dangling => "dangling",
            Self::IdTaken => "id_taken",
            Self::NotYours => "not_yours",
        }
    }
}

/// One piece that was skipped, for whoever repairs it. Never shows what was in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Report {
    pub document: crate::ids::DocumentId,
    pub item: Option<ItemId>,
    /// A name from the field table, never a key as found.
    #[ts(type = "string | null")]
    pub field: Option<Cow<'static, str>>,
    pub reason: Reason,
}

/// The keys of one item, taken apart but not yet judged.
#[derive(Debug, Default)]
pub struct RawItem<'a> {
    /// `<field>` → value; `None` for what is no plain value.
    pub singles: Vec<(&'a str, Option<Plain>)>,
    /// `<field>/<member>`; `true` when the value is.
    pub members: Vec<(&'a str, &'a str, bool)>,
    /// Joint texts.
    pub texts: Vec<(&'a str, String)>,
}

impl Report {
    /// By this reports are sorted: as strings, so that every language sorts alike.
    pub fn sort_key(&self) -> (String, String, String, &'static str) {
        (
            self.document.to_string(),
            self.item.map(|item| item.to_string()).unwrap_or_default(),
            self.field.as_deref().unwrap_or_default().to_owned(),
            self.reason.as_str(),
        )
    }
}

/// What was wrong with the fields of one item.
pub type Faults = Vec<(Option<&'static str>, Reason)>;

/// What a field writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    Value(Plain),
    Member(Arc<str>),
    Text(Arc<str>),
}

/// A value of a field: parsed from, and written as, one plain value.
pub trait Value: Sized {
    const TYPE: ValueType;
    /// `None` when the plain value is not one of these.
    fn from_plain(plain: &Plain) -> Option<Self>;
    fn to_plain(&self) -> Plain;
    /// What the value names, if it names anything.
    fn reference(&self) -> Option<Reference<'_>> {
        None
    }
}

/// A field of an entity.
pub trait Field: Sized {
    const TYPE: ValueType;
    const SHAPE: FieldShape;
    const REQUIRED: bool;
    /// `None` only when the field is required and not there.
    fn read(raw: &RawItem<'_>, name: &'static str, faults: &mut Faults) -> Option<Self>;
    fn write(&self, name: &'static str, out: &mut dyn FnMut(&'static str, Written));
    /// Asks `judge` about each reference and does what it says. False when a required one is gone.
    fn prune(&mut self, name: &'static str, judge: &mut Judge<'_>) -> bool;
}

fn single<T: Value>(raw: &RawItem<'_>, name: &'static str, faults: &mut Faults) -> Option<T> {
    let (_, plain) = raw.singles.iter().find(|(field, _)| *field == name)?;
    let value = plain.as_ref().and_then(T::from_plain);
    if value.is_none() {
        faults.push((Some(name), Reason::BadValue));
    }
    value
}

impl<T: Value> Field for T {
    const TYPE: ValueType = T::TYPE;
    const SHAPE: FieldShape = FieldShape::Single;
    const REQUIRED: bool = true;
    fn read(raw: &RawItem<'_>, name: &'static str, faults: &mut Faults) -> Option<Self> {
        let value = single(raw, name, faults);
        if value.is_none() {
            faults.push((Some(name), Reason::MissingRequired));
        }
        value
    }
    fn write(&self, name: &'static str, out: &mut dyn FnMut(&'static str, Written)) {
        out(name, Written::Value(self.to_plain()));
    }
    fn prune(&mut self, name: &'static str, judge: &mut Judge<'_>) -> bool {
        match self.reference().map(|reference| judge(name, reference)) {
            None | Some(Verdict::Keep) => true,
            Some(Verdict::Drop) => false,
            Some(Verdict::Rename(id)) => match renamed(id) {
                Some(value) => {
                    *self = value;
                    true
                }
                None => false,
            },
        }
    }
}

impl<T: Value> Field for Option<T> {
    const TYPE: ValueType = T::TYPE;
    const SHAPE: FieldShape = FieldShape::Single;
    const REQUIRED: bool = false;
    fn read(raw: &RawItem<'_>, name: &'static str, faults: &mut Faults) -> Option<Self> {
        Some(single(raw, name, faults))
    }
    fn write(&self, name: &'static str, out: &mut dyn FnMut(&'static str, Written)) {
        if let Some(value) = self {
            out(name, Written::Value(value.to_plain()));
        }
    }
    fn prune(&mut self, name: &'static str, judge: &mut Judge<'_>) -> bool {
        match self.as_ref().and_then(T::reference).map(|reference| judge(name, reference)) {
            None | Some(Verdict::Keep) => {}
            Some(Verdict::Drop) => *self = None,
            Some(Verdict::Rename(id)) => *self = renamed(id),
        }
        true
    }
}

impl<T: Value + Ord> Field for BTreeSet<T> {
    const TYPE: ValueType = T::TYPE;
    const SHAPE: FieldShape = FieldShape::Set;
    const REQUIRED: bool = false;
    fn read(raw: &RawItem<'_>, name: &'static str, faults: &mut Faults) -> Option<Self> {
        let mut set = Self::new();
        for (_, member, is_true) in raw.members.iter().filter(|(field, _, _)| *field == name) {
            match T::from_plain(&Plain::Text((*member).into())).filter(|_| *is_true) {
                Some(value) => {
                    set.insert(value);
                }
                None => faults.push((Some(name), Reason::BadValue)),
            }
        }
        Some(set)
    }
    fn write(&self, name: &'static str, out: &mut dyn FnMut(&'static str, Written)) {
        for value in self {
            if let Plain::Text(member) = value.to_plain() {
                out(name, Written::Member(member));
            }
        }
    }
    fn prune(&mut self, name: &'static str, judge: &mut Judge<'_>) -> bool {
        let mut other_names = Vec::new();
        self.retain(|value| match value.reference().map(|reference| judge(name, reference)) {
            None | Some(Verdict::Keep) => true,
            Some(Verdict::Drop) => false,
            Some(Verdict::Rename(id)) => {
                other_names.extend(renamed::<T>(id));
                false
            }
        });
        self.extend(other_names);
        true
    }
}

impl Field for JointText {
    const TYPE: ValueType = ValueType::Long;
    const SHAPE: FieldShape = FieldShape::Joint;
    const REQUIRED: bool = false;
    fn read(raw: &RawItem<'_>, name: &'static str, faults: &mut Faults) -> Option<Self> {
        let text = raw.texts.iter().find(|(field, _)| *field == name).map(|(_, text)| Self::new(text));
        let text = text.unwrap_or_default();
        if is_longer(text.as_str(), LONG_MAX) {
            faults.push((Some(name), Reason::TooLong));
        }
        Some(text)
    }
    fn write(&self, name: &'static str, out: &mut dyn FnMut(&'static str, Written)) {
        if !self.as_str().is_empty() {
            out(name, Written::Text(self.as_str().into()));
        }
    }
    fn prune(&mut self, _: &'static str, _: &mut Judge<'_>) -> bool {
        true
    }
}

macro_rules! text_value {
    ($($type:ident),*) => { $(
        impl Value for $type {
            const TYPE: ValueType = ValueType::$type;
            fn from_plain(plain: &Plain) -> Option<Self> {
                Self::parse(plain.text()?).ok()
            }
            fn to_plain(&self) -> Plain {
                Plain::Text(self.shared())
            }
        }
    )* };
}
text_value!(Title, Short, Long);

macro_rules! name_value {
    ($($type:ident, $value:ident, |$self:ident| $reference:expr;)*) => { $(
        impl Value for $type {
            const TYPE: ValueType = ValueType::$value;
            fn from_plain(plain: &Plain) -> Option<Self> {
                Self::parse(plain.text()?).ok()
            }
            fn to_plain(&self) -> Plain {
                Plain::Text(self.to_string().into())
            }
            fn reference(&self) -> Option<Reference<'_>> {
                let $self = self;
                $reference
            }
        }
    )* };
}
name_value! {
    ItemId, Item, |id| Some(Reference::Item(*id));
    PersonId, Person, |id| Some(Reference::Person(id.as_str()));
    NodeId, Node, |id| Some(Reference::Node(id.as_str()));
    RoomId, Room, |id| Some(Reference::Room(id.as_str()));
    Code, Code, |_id| None;
}

impl Value for PartialDate {
    const TYPE: ValueType = ValueType::Date;
    fn from_plain(plain: &Plain) -> Option<Self> {
        Self::parse(plain.text()?).ok()
    }
    fn to_plain(&self) -> Plain {
        Plain::Text(self.as_str().into())
    }
}

impl Value for bool {
    const TYPE: ValueType = ValueType::Bool;
    fn from_plain(plain: &Plain) -> Option<Self> {
        match plain {
            Plain::Bool(value) => Some(*value),
            _ => None,
        }
    }
    fn to_plain(&self) -> Plain {
        Plain::Bool(*self)
    }
}

/// Whom a thing is about ("gaat over"): a person, or one of the words of `HolderGroup`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Holder(NodeId);

impl Holder {
    /// Parses a person id, the id of a network person, or a group word.
    pub fn parse(text: &str) -> Result<Self, crate::ids::IdError> {
        NodeId::parse(text).map(Self)
    }
    /// The name as written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}
impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
name_value! {
    Holder, Holder, |id| Some(Reference::Holder(id.as_str()));
}

/// A whole number within bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Whole<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Whole<MIN, MAX> {
    /// `None` outside the bounds.
    pub fn new(value: i64) -> Option<Self> {
        (MIN..=MAX).contains(&value).then_some(Self(value))
    }
    /// The number itself.
    pub fn get(self) -> i64 {
        self.0
    }
}
impl<const MIN: i64, const MAX: i64> TryFrom<i64> for Whole<MIN, MAX> {
    type Error = &'static str;
    fn try_from(value: i64) -> Result<Self, Self::Error> {
        Self::new(value).ok_or("the number is out of bounds")
    }
}
impl<const MIN: i64, const MAX: i64> From<Whole<MIN, MAX>> for i64 {
    fn from(value: Whole<MIN, MAX>) -> i64 {
        value.0
    }
}
impl<const MIN: i64, const MAX: i64> TS for Whole<MIN, MAX> {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;
    fn name(_: &ts_rs::Config) -> String {
        "number".to_owned()
    }
    fn inline(config: &ts_rs::Config) -> String {
        Self::name(config)
    }
}
impl<const MIN: i64, const MAX: i64> Value for Whole<MIN, MAX> {
    const TYPE: ValueType = ValueType::Whole { min: MIN, max: MAX };
    fn from_plain(plain: &Plain) -> Option<Self> {
        match plain {
            Plain::Whole(value) => Self::new(*value),
            _ => None,
        }
    }
    fn to_plain(&self) -> Plain {
        Plain::Whole(self.0)
    }
}

/// A place on a drawing, written `<x>,<y>` in whole units, so that moving is one write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

/// Furthest from the middle that anything may stand on a drawing.
pub const POINT_MAX: i32 = 100_000;

impl Value for Point {
    const TYPE: ValueType = ValueType::Point;
    fn from_plain(plain: &Plain) -> Option<Self> {
        fn coordinate(text: &str) -> Option<i32> {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let valid = (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
            let value: i32 = if valid { text.parse().ok()? } else { return None };
            (value.abs() <= POINT_MAX).then_some(value)
        }
        let (x, y) = plain.text()?.split_once(',')?;
        Some(Self { x: coordinate(x)?, y: coordinate(y)? })
    }
    fn to_plain(&self) -> Plain {
        Plain::Text(format!("{},{}", self.x, self.y).into())
    }
}
