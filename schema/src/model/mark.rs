//! Marks: what a person says of an item, one plain value each, in that person's voice (D12).

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use super::choices::{HelpOutcome, Reached, Standpoint, Urgency};
use crate::field::{Plain, Value, ValueType, Whole};
use crate::ids::IdError;
use crate::text::{Long, PartialDate};

macro_rules! marks {
    ($($(#[$doc:meta])* $field:ident $name:literal $type:ty),* $(,)?) => {
        /// Of which kind a mark is: the last part of its key.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        pub enum MarkField { $($(#[$doc])* #[serde(rename = $name)] $field,)* }

        impl MarkField {
            /// All of them.
            pub const ALL: &'static [MarkField] = &[$(MarkField::$field,)*];
            /// The name in a key.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$field => $name,)* }
            }
            /// Finds a kind of mark by its name.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($name => Some(Self::$field),)* _ => None }
            }
            /// What `is` may be.
            pub const fn value_type(self) -> ValueType {
                match self { $(Self::$field => <$type as Value>::TYPE,)* }
            }
        }

        /// The value of a mark.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(tag = "field", content = "is")]
        pub enum MarkValue { $(#[serde(rename = $name)] $field($type),)* }

        impl MarkValue {
            /// Of which kind the mark is.
            pub const fn field(&self) -> MarkField {
                match self { $(Self::$field(_) => MarkField::$field,)* }
            }
            /// Reads the value `is` of a kind of mark.
            pub fn from_plain(field: MarkField, is: &Plain) -> Option<Self> {
                match field { $(MarkField::$field => <$type as Value>::from_plain(is).map(Self::$field),)* }
            }
            /// The value `is` as a document holds it.
            pub fn to_plain(&self) -> Plain {
                match self { $(Self::$field(is) => is.to_plain(),)* }
            }
        }
    };
}

marks! {
    /// Where someone stands on it.
    Standpoint "standpoint" Standpoint,
    /// When it should be taken up.
    Urgency "urgency" Urgency,
    /// How much it weighs, 0 to 10.
    Impact "impact" Whole<0, 10>,
    /// What it did to someone; in the words.
    Meaning "meaning" bool,
    /// What a help did.
    Outcome "outcome" HelpOutcome,
    /// Whether a goal was reached.
    Reached "reached" Reached,
    /// The goal in its owner's own words.
    OwnWords "own_words" bool,
    /// Whether someone understands what has to change; with it what it says in their own words.
    Understood "understood" bool,
    /// "Dat had anders gemoeten", by a worker.
    Acknowledged "acknowledged" bool,
    /// How someone sees a decision.
    MyView "my_view" Standpoint,
    /// What someone objects to in a decision; in the words.
    Objection "objection" bool,
    /// When someone was told of a decision.
    ToldOn "told_on" PartialDate,
    /// In which round someone last looked at it.
    SeenInRound "seen_in_round" Whole<1, 9999>,
}

impl MarkField {
    /// Marks that say nothing without words.
    pub const fn needs_words(self) -> bool {
        matches!(self, Self::Meaning | Self::OwnWords | Self::Objection)
    }
}

/// The fingerprint of the words a mark was given to: 32 hex digits of SHA-256 (D13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// Takes the fingerprint of an item's words.
    pub fn of(words: &str) -> Self {
        let hash = Sha256::digest(words.as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash[..16]);
        Self(bytes)
    }
    /// Parses 32 lower-case hex digits.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let digits = text.as_bytes();
        let valid = digits.len() == 32 && digits.iter().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b));
        if !valid {
            return Err(IdError::Name);
        }
        let value = u128::from_str_radix(text, 16).map_err(|_| IdError::Name)?;
        Ok(Self(value.to_be_bytes()))
    }
}
impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}
impl TryFrom<String> for Fingerprint {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}
impl From<Fingerprint> for String {
    fn from(print: Fingerprint) -> String {
        print.to_string()
    }
}

/// One person's mark on one item, as it stands in a voice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mark {
    #[serde(flatten)]
    pub value: MarkValue,
    /// Own words with it.
    pub words: Option<Long>,
    /// The words it was given to.
    pub about: Fingerprint,
}

#[cfg(test)]
mod tests {
    use super::*;

    // D13
    #[test]
    fn a_fingerprint_is_the_first_half_of_sha_256() {
        assert_eq!(Fingerprint::of("").to_string(), "e3b0c44298fc1c149afbf4c8996fb924");
        let print = Fingerprint::of("Noor slaapt slecht");
        assert_eq!(Fingerprint::parse(&print.to_string()), Ok(print));
        assert!(Fingerprint::parse("E3B0C44298FC1C149AFBF4C8996FB924").is_err());
        assert!(Fingerprint::parse("+3b0c44298fc1c149afbf4c8996fb924").is_err());
    }
}
