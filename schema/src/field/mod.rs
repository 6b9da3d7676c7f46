//! What a field is: a value, a set or a joint text, and how it goes to and from the plain values of a document.
//!
//! An entity is a struct of fields (`model/`); its row in the field table, how it is read, written and checked for
//! references all follow from the types, so that they can't differ.

mod report;
mod value;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::ItemId;
use crate::text::{JointText, LONG_MAX, is_longer};

pub use report::{Reason, Report};
pub use value::{Holder, POINT_MAX, Point, ValueFault, Whole};

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
