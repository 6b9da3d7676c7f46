//! Names of things. Each is parsed once, at the edge; a value of these types can't be wrong.
//!
//! Outside the demo every case, room and person is an opaque random id. The grammar allows readable ones because the
//! demo family has them; nothing in the program may derive a meaning from a name.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Why a name was refused. Holds nothing of the refused text: it may come from anyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    #[error("a name is 1 to 120 characters of a-z, 0-9, '-' and ':'")]
    Name,
    #[error("a document is named <case>/<room>/<document>")]
    Document,
    #[error("an item id is a UUID of version 4 or 8 in lower case")]
    Item,
}

/// Longest case, room or person name, in bytes.
pub const NAME_MAX: usize = 120;

fn name_is_valid(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= NAME_MAX
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b':')
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(try_from = "String", into = "String")]
        #[ts(type = "string")]
        pub struct $name(Arc<str>);

        impl $name {
            /// Parses a name of at most [`NAME_MAX`] bytes.
            pub fn parse(text: &str) -> Result<Self, IdError> {
                if name_is_valid(text) { Ok(Self(text.into())) } else { Err(IdError::Name) }
            }
            /// The name as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::parse(text)
            }
        }
        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0.to_string()
            }
        }
    };
}

name! {
    /// A case (dossier): one family, several rooms.
    CaseId
}
name! {
    /// A room (kamer): an audience within a case.
    RoomId
}
name! {
    /// A person the register knows.
    PersonId
}
name! {
    /// Someone: a person the register knows, or the id of a network person. Which of the two is settled in composition.
    NodeId
}
name! {
    /// A name from an outside list: a catalogue of help, a version, a household.
    Code
}

impl From<&PersonId> for NodeId {
    fn from(person: &PersonId) -> Self {
        Self(person.0.clone())
    }
}
impl From<ItemId> for NodeId {
    fn from(item: ItemId) -> Self {
        Self(item.to_string().into())
    }
}

/// What a document is for; decides who may write it (design: "who may write is a document").
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentKind {
    /// The finished items and marks of one person in one room. Only that person writes it.
    Voice(PersonId),
    /// What is joint: every member with the right to write writes it.
    Board,
    /// The frame: the regisseur and whom the policy names.
    Desk,
}

impl DocumentKind {
    /// Parses the last part of a document's name.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        match text {
            "board" => Ok(Self::Board),
            "desk" => Ok(Self::Desk),
            other => match other.strip_prefix("voice.") {
                Some(person) => Ok(Self::Voice(PersonId::parse(person)?)),
                None => Err(IdError::Document),
            },
        }
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Voice(person) => write!(f, "voice.{person}"),
            Self::Board => f.write_str("board"),
            Self::Desk => f.write_str("desk"),
        }
    }
}

/// The full name of a document on every wire: `<case>/<room>/<document>`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct DocumentId {
    pub case: CaseId,
    pub room: RoomId,
    pub kind: DocumentKind,
}

impl DocumentId {
    pub fn new(case: CaseId, room: RoomId, kind: DocumentKind) -> Self {
        Self { case, room, kind }
    }
    /// Parses `<case>/<room>/<document>`.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let mut parts = text.splitn(3, '/');
        let (Some(case), Some(room), Some(document)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(IdError::Document);
        };
        Ok(Self { case: CaseId::parse(case)?, room: RoomId::parse(room)?, kind: DocumentKind::parse(document)? })
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.case, self.room, self.kind)
    }
}
impl FromStr for DocumentId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::parse(text)
    }
}
impl TryFrom<String> for DocumentId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}
impl From<DocumentId> for String {
    fn from(id: DocumentId) -> String {
        id.to_string()
    }
}

/// An item: a random UUID (version 4, no time inside), or for things named by what they are made of (loops) a UUID of
/// version 8 computed from that.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct ItemId(Uuid);

impl ItemId {
    /// Makes an id from 16 random bytes; the caller owns the randomness.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }
    /// Makes the id of something named by what it is made of, from the first bytes of a hash.
    pub fn from_hash(bytes: [u8; 16]) -> Self {
        Self(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }
    /// Whether it is computed from what the thing is made of, so that anyone can know it before the thing is there.
    pub fn is_from_hash(self) -> bool {
        self.0.get_version_num() == 8
    }
    /// Parses the 36-character lower-case form, versions 4 and 8 only.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        if text.len() != 36 || text.bytes().any(|b| b.is_ascii_uppercase()) {
            return Err(IdError::Item);
        }
        let id = Uuid::try_parse(text).map_err(|_| IdError::Item)?;
        match id.get_version_num() {
            4 | 8 if id.get_variant() == uuid::Variant::RFC4122 => Ok(Self(id)),
            _ => Err(IdError::Item),
        }
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}
impl fmt::Debug for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}
impl FromStr for ItemId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::parse(text)
    }
}
impl TryFrom<String> for ItemId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}
impl From<ItemId> for String {
    fn from(id: ItemId) -> String {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_name_round_trips() {
        for name in ["gezin-x/core/board", "g/self:noor/voice.noor", "g/pair:noor:youssef/desk"] {
            assert_eq!(DocumentId::parse(name).unwrap().to_string(), name);
        }
    }

    #[test]
    fn a_crooked_document_name_is_refused() {
        for name in [
            "",
            "a",
            "a/b",
            "a/b/c",
            "a/b/voice.",
            "a/b/voice.A",
            "a/b/board/x",
            "a//board",
            "a/b/board\0",
            "é/b/board",
        ] {
            assert!(DocumentId::parse(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn an_item_id_carries_no_time() {
        assert!(ItemId::parse("018f3b1c-7e1a-7c3d-9c4b-0a1b2c3d4e5f").is_err(), "version 7 holds a time");
        assert!(ItemId::parse(&ItemId::from_random([7; 16]).to_string()).is_ok());
        assert!(ItemId::parse(&ItemId::from_hash([7; 16]).to_string()).is_ok());
    }
}
