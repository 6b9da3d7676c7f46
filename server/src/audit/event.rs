//! What one line of the log says: who did what to which things of a case, when, from where, on what ground, with what
//! outcome. The fields are those of NEN 7513.
//!
//! Closed on purpose: no field can hold a text of the case, a token, a secret or a code.

use std::collections::BTreeSet;
use std::net::IpAddr;

use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::Role;
use samenbeeld_schema::protocol::ErrorCode;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::access::rules;
use crate::access::session::Session;
use crate::clock;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    LoggedIn,
    LoggedOut,
    /// A room was opened: its picture, or one of its live documents. Once for each reading session.
    RoomRead,
    /// What was taken out of a joint text was read.
    RemovedRead,
    /// The list of versions was read. Once for each reading session.
    VersionsListed,
    VersionExported,
    VersionFrozen,
    /// The log itself was read. Once for each reading session.
    LogRead,
    /// What the register says was read: the people of a case, who reads along and why. Once for each reading session.
    RegisterRead,
    /// A right was given, changed or taken away.
    RightsChanged,
    /// A family's case was opened.
    CaseOpened,
    /// Somebody was let in for an emergency.
    EmergencyOpened,
    /// Who leads the case looked at an emergency afterwards.
    EmergencyReviewed,
    /// A youth asked that a parent doesn't read along.
    ObjectionMade,
    /// Such an objection was honoured, declined or ended.
    ObjectionAnswered,
    /// Anything else of a case that was asked for and refused.
    Asked,
}

/// What a deed does to what it touches: the letters of NEN 7513.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    #[serde(rename = "C")]
    Create,
    #[serde(rename = "R")]
    Read,
    #[serde(rename = "U")]
    Update,
    #[serde(rename = "D")]
    Delete,
    #[serde(rename = "E")]
    Execute,
}

impl Kind {
    pub fn action(self) -> Action {
        match self {
            Self::LoggedIn | Self::LoggedOut | Self::Asked | Self::EmergencyOpened => Action::Execute,
            Self::RoomRead
            | Self::RemovedRead
            | Self::VersionsListed
            | Self::VersionExported
            | Self::LogRead
            | Self::RegisterRead => Action::Read,
            Self::VersionFrozen | Self::CaseOpened | Self::ObjectionMade => Action::Create,
            Self::RightsChanged | Self::EmergencyReviewed | Self::ObjectionAnswered => Action::Update,
        }
    }
    /// Whether someone saw something of the case by it.
    pub fn is_reading(self) -> bool {
        matches!(
            self,
            Self::RoomRead
                | Self::RemovedRead
                | Self::VersionsListed
                | Self::VersionExported
                // From then on they can look: who reads along there, and who is there, also before a room is opened.
                | Self::EmergencyOpened
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Done,
    Refused,
    /// It was allowed, and then could not be carried out.
    Failed,
}

/// Why it was allowed: a short code of the rules, never a sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ground(String);

impl Ground {
    /// A member of the rooms it is about.
    pub const MEMBER: &'static str = "member";
    /// Who leads the case.
    pub const LEADS: &'static str = "leads";
    /// The invented family that everybody may try out.
    pub const DEMO: &'static str = "demo";
    /// A personal link with its code.
    pub const INVITED: &'static str = "invited";
    /// A device that is known.
    pub const DEVICE: &'static str = "device";
    /// A passkey, by which its owner showed who they are.
    pub const PASSKEY: &'static str = "passkey";
    /// Let in for an emergency; as the rules call it.
    pub const EMERGENCY: &'static str = rules::Ground::Emergency.code();
    /// Of a room no more than what they said there themselves.
    pub const OWN_WORDS: &'static str = "own-words";
    /// The child or youth whose case it is.
    pub const OWN: &'static str = rules::Ground::Own.code();
    /// An account of the office.
    pub const ACCOUNT: &'static str = "account";
    /// Nothing allowed it.
    pub const NONE: &'static str = "none";

    pub fn new(code: &'static str) -> Self {
        Self(code.to_owned())
    }
    pub fn code(&self) -> &str {
        &self.0
    }
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    pub user_id: PersonId,
    /// Nothing for who is no member of this case.
    pub role_code: Option<Role>,
    pub organisation: Option<String>,
    /// On whose responsibility, when that is somebody else.
    pub responsible_id: Option<PersonId>,
}

/// A part of a network address: enough to see a pattern, too little to find a home.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Network(String);

impl Network {
    /// The first 24 bits of an IPv4 address, the first 48 of an IPv6 one; nothing for this machine itself.
    pub fn of(address: IpAddr) -> Option<Self> {
        match address.to_canonical() {
            own if own.is_loopback() => None,
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                Some(Self(format!("{a}.{b}.{c}.0/24")))
            }
            IpAddr::V6(address) => {
                let [a, b, c, ..] = address.segments();
                Some(Self(format!("{a:x}:{b:x}:{c:x}::/48")))
            }
        }
    }
}

/// What it was done to. Only what exists is named: a name somebody made up is not kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Object {
    /// Nothing when what was asked for is no case.
    pub case: Option<CaseId>,
    pub rooms: BTreeSet<RoomId>,
    pub document: Option<DocumentId>,
    pub version: Option<ItemId>,
}

/// One thing that was done, as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub event_id: ItemId,
    pub event_type_code: Kind,
    pub event_action_code: Action,
    /// Milliseconds since 1970, UTC. Never before that of the line before.
    pub event_time: u64,
    pub outcome: Outcome,
    pub refusal: Option<ErrorCode>,
    /// How often the same was refused since the line that said so last.
    pub repeats: u64,
    /// Nothing for who did not come in.
    pub user: Option<User>,
    /// What the session is recognised by in the log; opens nothing.
    pub session: Option<String>,
    pub network: Option<Network>,
    pub object: Object,
    pub ground: Ground,
    /// The consent that allowed it, when one did.
    pub consent: Option<ItemId>,
    /// The reason of who broke the glass.
    pub emergency: Option<String>,
}

impl Event {
    /// Something done now, with everything else still to be said.
    pub fn new(kind: Kind, now: u64, object: Object) -> Self {
        Self {
            event_id: ItemId::from_random(clock::random()),
            event_type_code: kind,
            event_action_code: kind.action(),
            event_time: now,
            outcome: Outcome::Done,
            refusal: None,
            repeats: 0,
            user: None,
            session: None,
            network: None,
            object,
            ground: Ground::new(Ground::NONE),
            consent: None,
            emergency: None,
        }
    }
}

/// What a session is recognised by in the log. Not what a ticket names it by, and nothing that a ticket could be made of.
pub fn session_mark(session: &Session) -> String {
    let hash = Sha256::new().chain_update(b"samenbeeld audit session 1\0").chain_update(session.reference()).finalize();
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_address_only_the_beginning_is_kept() {
        let kept = |address: &str| Network::of(address.parse().unwrap()).map(|network| network.0);
        assert_eq!(kept("203.0.113.77").as_deref(), Some("203.0.113.0/24"));
        assert_eq!(kept("2001:db8:aaaa:bbbb::7").as_deref(), Some("2001:db8:aaaa::/48"));
        assert_eq!(kept("::ffff:203.0.113.77").as_deref(), Some("203.0.113.0/24"));
        for own in ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(kept(own), None, "{own}");
        }
    }
}
