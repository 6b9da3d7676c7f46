//! Chance, and the values it picks: mostly what a field takes, now and then what it doesn't.

use std::sync::Arc;

use samenbeeld_schema::field::{Plain, ValueType};
use samenbeeld_schema::ids::ItemId;
use samenbeeld_schema::model::choices::CHOICE_LISTS;
use yrs::Any;
use yrs::any::Number;

use crate::{PERSONS, ROOMS};

pub const WORDS: &[&str] = &[
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
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let at = self.below(from.len());
        &from[at]
    }

    pub fn item(&mut self) -> ItemId {
        let nth = self.below(14) as u8;
        ItemId::from_random([nth.wrapping_mul(37).wrapping_add(1); 16])
    }

    pub fn words(&mut self, max: usize) -> String {
        match self.below(60) {
            0 => "é".repeat(max),
            1 => "e\u{301}".repeat(max.min(280)),
            2 => "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}".repeat(max.min(80)),
            _ => (*self.pick(WORDS)).to_owned(),
        }
    }

    pub fn valid(&mut self, value: ValueType) -> Plain {
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

    pub fn value(&mut self, value: ValueType) -> Any {
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
}

pub fn any_of(plain: &Plain) -> Any {
    match plain {
        Plain::Bool(value) => Any::Bool(*value),
        Plain::Whole(value) => Any::Number(Number::Int(*value)),
        Plain::Text(text) => Any::String(text.clone()),
    }
}
