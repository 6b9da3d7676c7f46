//! A passkey (WebAuthn): a key in a phone, a computer or a security key, which signs only when its owner shows a finger, a face or a
//! code, and only for our pages.
//!
//! Of what the standard allows only the one shape is read that we ask for: P-256 (ES256), no attestation, the owner verified. All else
//! is refused. Pure: challenges are kept elsewhere, and whether a counter went back is judged where the passkey stands.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use samenbeeld_schema::ids::{ItemId, PersonId};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::device::PublicKey;
use crate::document::Timestamp;

/// The shortest and the longest name of a key, in bytes: the longest as the standard says, the shortest so that none is guessed.
const CREDENTIAL: std::ops::RangeInclusive<usize> = 16..=1023;
/// The longest of what else a browser hands over, in bytes.
const HANDED_MAX: usize = 4096;

/// Somebody was there.
const PRESENT: u8 = 1;
/// They showed a finger, a face or a code.
const VERIFIED: u8 = 1 << 2;
/// The key can be on more devices than one.
const TRAVELS: u8 = 1 << 3;
/// It is on more devices now.
const TRAVELLED: u8 = 1 << 4;
/// A new key follows.
const ATTESTED: u8 = 1 << 6;
/// Extensions follow.
const EXTENDED: u8 = 1 << 7;

/// What stands round both coordinates of a key of P-256 for ES256, as a COSE key (RFC 9053) in its one canonical form.
const COSE: ([u8; 10], [u8; 3]) = ([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20], [0x22, 0x58, 0x20]);
/// What stands before both coordinates in the other form in which browsers give the same key (RFC 5480).
const SPKI: [u8; 27] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce,
    0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
];
/// The one extension that browsers add unasked, of security keys: how well the key is guarded, one to three.
const GUARDED: &[u8; 13] = b"\xa1\x6bcredProtect";

/// Whom keys are made for: our pages, and the name of the machine by which a key remembers them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    pub origin: String,
    pub id: String,
}

/// Why what a browser handed over is not believed. Nobody outside is told which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// What the browser says of the request can't be read.
    ClientData,
    /// It was made for something else: a new key where somebody comes in, or the other way round.
    Purpose,
    /// On other pages.
    Origin,
    /// Within other pages.
    Framed,
    /// What the authenticator says can't be read, or isn't of the one shape.
    Shape,
    /// For another machine.
    RelyingParty,
    /// Nobody was there, or nobody showed that it is them.
    Unverified,
    /// The key is called otherwise, or is somebody else's.
    Credential,
    /// It is no key of P-256, or there are two.
    Key,
    /// The key signed something else, or another key did.
    Signature,
}

/// The name of a key, as its authenticator chose it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CredentialId(Vec<u8>);

impl TryFrom<String> for CredentialId {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes = bytes_of(&text).filter(|bytes| CREDENTIAL.contains(&bytes.len()));
        bytes.map(Self).ok_or("not the name of a key")
    }
}

impl From<CredentialId> for String {
    fn from(id: CredentialId) -> Self {
        URL_SAFE_NO_PAD.encode(id.0)
    }
}

/// What an authenticator knows an account by: random, and nothing but that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UserHandle([u8; 32]);

impl UserHandle {
    pub fn from_random(random: [u8; 32]) -> Self {
        Self(random)
    }
}

impl TryFrom<String> for UserHandle {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        bytes_of(&text).and_then(|bytes| bytes.try_into().ok()).map(Self).ok_or("not a handle of ours")
    }
}

impl From<UserHandle> for String {
    fn from(handle: UserHandle) -> Self {
        URL_SAFE_NO_PAD.encode(handle.0)
    }
}

/// Bytes as a browser hands them over.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Handed(Vec<u8>);

impl TryFrom<String> for Handed {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        bytes_of(&text).map(Self).ok_or("not base64url, or too long")
    }
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    if text.len() > HANDED_MAX / 3 * 4 {
        return None;
    }
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// A passkey of an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Passkey {
    /// Ours, by which sessions hang on it; its owner's browser never needs it.
    pub id: ItemId,
    pub person: PersonId,
    pub credential: CredentialId,
    pub handle: UserHandle,
    pub key: PublicKey,
    /// How often it signed, when its authenticator counts; else zero for ever.
    pub counter: u32,
    /// Its authenticator may carry it to other devices of its owner.
    pub travels: bool,
    pub since: Timestamp,
    /// When somebody last came in with it.
    pub seen: Timestamp,
    /// When its counter went back: there seem to be two, and it opens nothing any more.
    #[serde(default)]
    pub copied: Option<Timestamp>,
}

/// A key that was made, as its browser tells.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    id: CredentialId,
    key: Handed,
    authenticator_data: Handed,
    client_data: Handed,
}

/// What is kept of a key that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    pub credential: CredentialId,
    pub key: PublicKey,
    pub counter: u32,
    pub travels: bool,
}

/// A challenge that was signed, as a browser tells.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    id: CredentialId,
    user: UserHandle,
    authenticator_data: Handed,
    client_data: Handed,
    signature: Handed,
}

impl Made {
    /// The challenge that was answered, whatever else is true of the answer.
    pub fn challenge(&self) -> Option<String> {
        ClientData::read(&self.client_data).ok().map(|data| data.challenge)
    }

    /// Reads a new key: made on our pages, by somebody who showed that it is them, and the same in both forms.
    ///
    /// # Errors
    /// Why it is not believed.
    pub fn read(&self, party: &RelyingParty) -> Result<NewKey, Refusal> {
        ClientData::read(&self.client_data)?.is_for("webauthn.create", party)?;
        let told = Told::read(&self.authenticator_data.0, party)?;
        if told.flags & ATTESTED == 0 {
            return Err(Refusal::Shape);
        }
        // The make of the authenticator is not looked at.
        let (_, rest) = told.rest.split_first_chunk::<16>().ok_or(Refusal::Shape)?;
        let (length, rest) = rest.split_first_chunk().ok_or(Refusal::Shape)?;
        let (name, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into()).ok_or(Refusal::Shape)?;
        if name != self.id.0 {
            return Err(Refusal::Credential);
        }
        let (x, y, rest) = cose(rest).ok_or(Refusal::Key)?;
        let guarded = matches!(rest.strip_prefix(GUARDED), Some([1..=3]));
        if (told.flags & EXTENDED != 0) != guarded || !(guarded || rest.is_empty()) {
            return Err(Refusal::Shape);
        }
        if self.key.0 != [&SPKI[..], &x[..], &y[..]].concat() {
            return Err(Refusal::Key);
        }
        let key = PublicKey::of_point(x, y).ok_or(Refusal::Key)?;
        let (counter, travels) = (told.counter, told.flags & TRAVELS != 0);
        Ok(NewKey { credential: self.id.clone(), key, counter, travels })
    }
}

impl Signed {
    /// The key that is said to have signed.
    pub fn credential(&self) -> &CredentialId {
        &self.id
    }

    /// The challenge that was answered, whatever else is true of the answer.
    pub fn challenge(&self) -> Option<String> {
        ClientData::read(&self.client_data).ok().map(|data| data.challenge)
    }

    /// Whether a passkey signed this on our pages, for its owner who showed that it is them. Gives how often it signed.
    ///
    /// # Errors
    /// Why it is not believed.
    pub fn read(&self, party: &RelyingParty, known: &Passkey) -> Result<u32, Refusal> {
        ClientData::read(&self.client_data)?.is_for("webauthn.get", party)?;
        let told = Told::read(&self.authenticator_data.0, party)?;
        if !told.rest.is_empty() || told.flags & (ATTESTED | EXTENDED) != 0 {
            return Err(Refusal::Shape);
        }
        // Whether it travels is settled for good when it is made.
        if self.id != known.credential || self.user != known.handle || (told.flags & TRAVELS != 0) != known.travels {
            return Err(Refusal::Credential);
        }
        let asked = Sha256::digest(&self.client_data.0);
        let signed = [&self.authenticator_data.0[..], &asked[..]].concat();
        if known.key.signed_der(&signed, &self.signature.0) { Ok(told.counter) } else { Err(Refusal::Signature) }
    }
}

/// Both coordinates of a key, and what follows it.
fn cose(bytes: &[u8]) -> Option<(&[u8; 32], &[u8; 32], &[u8])> {
    let (x, rest) = bytes.strip_prefix(&COSE.0)?.split_first_chunk()?;
    let (y, rest) = rest.strip_prefix(&COSE.1)?.split_first_chunk()?;
    Some((x, y, rest))
}

/// What a browser says of the request. It may say more than this.
#[derive(Deserialize)]
struct ClientData {
    #[serde(rename = "type")]
    purpose: String,
    challenge: String,
    origin: String,
    #[serde(default, rename = "crossOrigin")]
    framed: bool,
    #[serde(default, rename = "topOrigin")]
    frame: Option<IgnoredAny>,
}

impl ClientData {
    fn read(handed: &Handed) -> Result<Self, Refusal> {
        serde_json::from_slice(&handed.0).map_err(|_| Refusal::ClientData)
    }

    fn is_for(&self, purpose: &str, party: &RelyingParty) -> Result<(), Refusal> {
        if self.purpose != purpose {
            return Err(Refusal::Purpose);
        }
        if self.origin != party.origin {
            return Err(Refusal::Origin);
        }
        if self.framed || self.frame.is_some() { Err(Refusal::Framed) } else { Ok(()) }
    }
}

/// What an authenticator says, of which nothing holds before a signature or a new key was looked at.
struct Told<'a> {
    flags: u8,
    counter: u32,
    rest: &'a [u8],
}

impl<'a> Told<'a> {
    fn read(bytes: &'a [u8], party: &RelyingParty) -> Result<Self, Refusal> {
        let (whom, rest) = bytes.split_first_chunk::<32>().ok_or(Refusal::Shape)?;
        let (&[flags], rest) = rest.split_first_chunk().ok_or(Refusal::Shape)?;
        let (counter, rest) = rest.split_first_chunk().ok_or(Refusal::Shape)?;
        if *whom != *Sha256::digest(&party.id) {
            return Err(Refusal::RelyingParty);
        }
        if flags & PRESENT == 0 || flags & VERIFIED == 0 {
            return Err(Refusal::Unverified);
        }
        // What never leaves its device is on no other.
        if flags & TRAVELLED != 0 && flags & TRAVELS == 0 {
            return Err(Refusal::Shape);
        }
        Ok(Self { flags, counter: u32::from_be_bytes(*counter), rest })
    }
}

#[cfg(test)]
pub(crate) mod tests;
