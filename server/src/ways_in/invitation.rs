//! One person's invitation: a link whose secret only they get, and a code that reaches them another way.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use samenbeeld_schema::ids::{ItemId, PersonId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::code::{self, Code};
use crate::document::Timestamp;

/// How long a link can be used, in milliseconds: three days.
pub const VALID_MS: u64 = 72 * 60 * 60 * 1000;
/// So many wrong codes, and the link is dead.
pub const TRIES: u8 = 5;

/// What is kept of a link.
pub type LinkHash = [u8; 32];

/// The secret of a link: what stands behind the `#`, which no server of any kind gets to see before its owner presses a button.
pub struct Link(String);

impl Link {
    pub fn from_random(random: [u8; 32]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(random))
    }
    pub fn secret(&self) -> &str {
        &self.0
    }
    /// What is kept of a secret as somebody sent it.
    pub fn hash_of(secret: &str) -> LinkHash {
        Sha256::new().chain_update(b"samenbeeld link 1\0").chain_update(secret.as_bytes()).finalize().into()
    }
}

/// How an invitation ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    Used,
    TooManyTries,
    /// By who made it, or because there is a newer one.
    Withdrawn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct End {
    pub at: Timestamp,
    pub how: Ended,
}

/// Where an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Open,
    Expired,
    Used,
    TooManyTries,
    Withdrawn,
}

impl State {
    pub fn is_open(self) -> bool {
        self == Self::Open
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Invitation {
    pub id: ItemId,
    pub person: PersonId,
    /// Who made it, and hands the code over.
    pub by: PersonId,
    pub made: Timestamp,
    pub(super) link: LinkHash,
    salt: [u8; 16],
    code: code::Hash,
    /// Wrong codes so far.
    pub(super) tries: u8,
    pub end: Option<End>,
}

/// The chance an invitation is made of.
pub struct Chance {
    pub id: [u8; 16],
    pub link: [u8; 32],
    pub code: [u8; code::SIGNS],
    pub salt: [u8; 16],
}

/// What is shown once, and kept nowhere.
pub struct Secrets {
    pub link: Link,
    pub code: Code,
}

impl Invitation {
    pub fn new(person: PersonId, by: PersonId, now: Timestamp, chance: Chance) -> (Self, Secrets) {
        let secrets = Secrets { link: Link::from_random(chance.link), code: Code::from_random(chance.code) };
        let invitation = Self {
            id: ItemId::from_random(chance.id),
            person,
            by,
            made: now,
            link: Link::hash_of(secrets.link.secret()),
            salt: chance.salt,
            code: secrets.code.hash(&chance.salt),
            tries: 0,
            end: None,
        };
        (invitation, secrets)
    }

    pub fn link(&self) -> &LinkHash {
        &self.link
    }

    /// Until when it can be used.
    pub fn until(&self) -> Timestamp {
        self.made.saturating_add(VALID_MS)
    }

    pub fn tries_left(&self) -> u8 {
        TRIES.saturating_sub(self.tries)
    }

    pub fn state(&self, now: Timestamp) -> State {
        match self.end {
            Some(End { how: Ended::Used, .. }) => State::Used,
            Some(End { how: Ended::TooManyTries, .. }) => State::TooManyTries,
            Some(End { how: Ended::Withdrawn, .. }) => State::Withdrawn,
            None if now >= self.until() => State::Expired,
            None => State::Open,
        }
    }

    pub(super) fn fits(&self, code: &Code) -> bool {
        code.fits(&self.salt, &self.code)
    }
}
