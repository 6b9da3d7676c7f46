//! The values a field may hold: how each is parsed from, and written as, one plain value.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Plain, Reference, Value, ValueType};
use crate::ids::{Code, ItemId, NodeId, PersonId, RoomId};
use crate::text::{Long, PartialDate, Short, TextError, Title};

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
