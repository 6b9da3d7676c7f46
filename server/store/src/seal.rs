//! Sealing: what lies on disk is ciphertext that opens only with its key and in its own place.
//!
//! XChaCha20-Poly1305. A key per document, wrapped by its room's, wrapped by the organisation's; a case has a key for its
//! register and versions. Whatever says where a ciphertext belongs (document, generation, sequence, …) is associated
//! data: moved to another place it doesn't open. Destroying a key destroys what it sealed.

use std::fmt;

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, RoomId};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::contract::{Generation, Seq};

/// What stands before every ciphertext: the way it was made, then the nonce.
const WAY: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
/// Bytes that sealing adds.
pub const OVERHEAD: usize = 1 + NONCE + TAG;
const KEY: usize = 32;

/// Why something was not sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("the system gives no randomness")]
    NoRandomness,
    #[error("it is too large to seal")]
    TooLarge,
    /// Damaged, from another place, or sealed with another key: which one can't be told.
    #[error("it isn't what was sealed here")]
    NotOurs,
}

/// Where randomness comes from; an input, like time.
pub trait Randomness: Send + Sync {
    /// Fills all bytes, or none may be used.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), SealError>;
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRandomness;

impl Randomness for OsRandomness {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), SealError> {
        getrandom::fill(bytes).map_err(|_| SealError::NoRandomness)
    }
}

/// The place a ciphertext belongs to. Each has bytes that no other place has.
enum Place<'a> {
    Check,
    CaseKey(&'a CaseId),
    RoomKey(&'a CaseId, &'a RoomId),
    DocumentKey(&'a DocumentId, Generation),
    Record(&'a DocumentId, Generation, Seq),
    Snapshot(&'a DocumentId, Generation, Seq),
    Register(&'a CaseId, u64),
    Version(&'a CaseId, ItemId),
    VersionMeta(&'a CaseId, ItemId),
    AuditLine(&'a CaseId, Seq),
    AuditHead(&'a CaseId, Seq),
}

impl Place<'_> {
    fn associated_data(&self) -> Vec<u8> {
        let (purpose, names, numbers): (u8, [String; 2], [u64; 2]) = match self {
            Self::Check => (1, [String::new(), String::new()], [0, 0]),
            Self::CaseKey(case) => (2, [case.to_string(), String::new()], [0, 0]),
            Self::RoomKey(case, room) => (3, [case.to_string(), room.to_string()], [0, 0]),
            Self::DocumentKey(document, generation) => {
                (4, [document.to_string(), String::new()], [u64::from(*generation), 0])
            }
            Self::Record(document, generation, seq) => {
                (5, [document.to_string(), String::new()], [u64::from(*generation), *seq])
            }
            Self::Snapshot(document, generation, seq) => {
                (6, [document.to_string(), String::new()], [u64::from(*generation), *seq])
            }
            Self::Register(case, revision) => (7, [case.to_string(), String::new()], [*revision, 0]),
            Self::Version(case, version) => (8, [case.to_string(), version.to_string()], [0, 0]),
            Self::VersionMeta(case, version) => (9, [case.to_string(), version.to_string()], [0, 0]),
            Self::AuditLine(case, seq) => (10, [case.to_string(), String::new()], [*seq, 0]),
            Self::AuditHead(case, seq) => (11, [case.to_string(), String::new()], [*seq, 0]),
        };
        let mut bytes = Vec::with_capacity(64 + names[0].len() + names[1].len());
        bytes.extend_from_slice(b"samenbeeld");
        bytes.extend_from_slice(&[WAY, purpose]);
        for name in &names {
            bytes.extend_from_slice(&(name.len() as u64).to_le_bytes());
            bytes.extend_from_slice(name.as_bytes());
        }
        for number in numbers {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes
    }
}

/// Key bytes: overwritten when dropped, never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
struct Secret([u8; KEY]);

impl Secret {
    fn generate(randomness: &dyn Randomness) -> Result<Self, SealError> {
        let mut secret = Self([0; KEY]);
        randomness.fill(&mut secret.0)?;
        Ok(secret)
    }

    fn seal(&self, place: &Place<'_>, plain: &[u8], randomness: &dyn Randomness) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE];
        randomness.fill(&mut nonce)?;
        let mut sealed = Vec::with_capacity(plain.len() + OVERHEAD);
        sealed.push(WAY);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(plain);
        let (_, body) = sealed.split_at_mut(1 + NONCE);
        let tag = XChaCha20Poly1305::new(&self.0.into())
            .encrypt_inout_detached(&XNonce::from(nonce), &place.associated_data(), body.into())
            .map_err(|_| SealError::TooLarge)?;
        sealed.extend_from_slice(&tag);
        Ok(sealed)
    }

    fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (way, rest) = sealed.split_first().ok_or(SealError::NotOurs)?;
        let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(SealError::NotOurs)?;
        let (body, tag) = rest.split_last_chunk::<TAG>().ok_or(SealError::NotOurs)?;
        if *way != WAY {
            return Err(SealError::NotOurs);
        }
        let mut plain = body.to_vec();
        XChaCha20Poly1305::new(&self.0.into())
            .decrypt_inout_detached(
                &XNonce::from(*nonce),
                &place.associated_data(),
                plain.as_mut_slice().into(),
                &Tag::from(*tag),
            )
            .map_err(|_| SealError::NotOurs)?;
        Ok(plain)
    }

    fn wrap(&self, place: &Place<'_>, key: &Secret, randomness: &dyn Randomness) -> Result<Vec<u8>, SealError> {
        self.seal(place, &key.0, randomness)
    }

    fn unwrap(&self, place: &Place<'_>, wrapped: &[u8]) -> Result<Secret, SealError> {
        let plain = Zeroizing::new(self.open(place, wrapped)?);
        Ok(Secret(plain.as_slice().try_into().map_err(|_| SealError::NotOurs)?))
    }
}

macro_rules! key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name(Secret);

        impl $name {
            /// A fresh key.
            pub fn generate(randomness: &dyn Randomness) -> Result<Self, SealError> {
                Secret::generate(randomness).map(Self)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

key! {
    /// The organisation's key, which wraps all others. It is never in the store.
    OrganisationKey
}
key! {
    /// The key of what belongs to a case as a whole.
    CaseKey
}
key! {
    /// The key of a room, which wraps those of its documents.
    RoomKey
}
key! {
    /// The key of one document in one generation.
    DocumentKey
}

impl OrganisationKey {
    /// Length of the text form: two hexadecimal digits a byte.
    pub const TEXT: usize = 2 * KEY;

    /// Reads the text form, as a key file or the environment holds it; white space around it is fine.
    pub fn from_text(text: &str) -> Option<Self> {
        let digits = text.trim().as_bytes();
        let mut secret = Secret([0; KEY]);
        if digits.len() != Self::TEXT {
            return None;
        }
        for (byte, pair) in secret.0.iter_mut().zip(digits.chunks_exact(2)) {
            for digit in pair {
                *byte = *byte << 4 | u8::try_from(char::from(*digit).to_digit(16)?).ok()?;
            }
        }
        Some(Self(secret))
    }

    /// The text form. It is the key: only a key file may hold it.
    pub fn to_text(&self) -> Zeroizing<String> {
        let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
        Zeroizing::new(self.0.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect())
    }

    /// A fresh key, out of chance.
    pub fn fresh() -> Result<Self, SealError> {
        Self::generate(&OsRandomness)
    }

    /// A value to keep in the store, by which a later start sees whether it has the same key. It holds the secret from which what
    /// only signs is derived, so that another key changes no signature.
    pub fn seal_check(&self, signing: &[u8; KEY], randomness: &dyn Randomness) -> Result<Vec<u8>, SealError> {
        self.0.seal(&Place::Check, signing, randomness)
    }

    /// The secret in that value, when it was made with this key.
    pub fn check(&self, sealed: &[u8]) -> Result<[u8; KEY], SealError> {
        let plain = Zeroizing::new(self.0.open(&Place::Check, sealed)?);
        plain.as_slice().try_into().map_err(|_| SealError::NotOurs)
    }

    /// Wraps the key of a case.
    pub fn wrap_case(&self, case: &CaseId, key: &CaseKey, randomness: &dyn Randomness) -> Result<Vec<u8>, SealError> {
        self.0.wrap(&Place::CaseKey(case), &key.0, randomness)
    }

    /// Unwraps the key of a case.
    pub fn unwrap_case(&self, case: &CaseId, wrapped: &[u8]) -> Result<CaseKey, SealError> {
        self.0.unwrap(&Place::CaseKey(case), wrapped).map(CaseKey)
    }

    /// Wraps the key of a room.
    pub fn wrap_room(
        &self,
        case: &CaseId,
        room: &RoomId,
        key: &RoomKey,
        randomness: &dyn Randomness,
    ) -> Result<Vec<u8>, SealError> {
        self.0.wrap(&Place::RoomKey(case, room), &key.0, randomness)
    }

    /// Unwraps the key of a room.
    pub fn unwrap_room(&self, case: &CaseId, room: &RoomId, wrapped: &[u8]) -> Result<RoomKey, SealError> {
        self.0.unwrap(&Place::RoomKey(case, room), wrapped).map(RoomKey)
    }
}

impl CaseKey {
    /// Seals the register for the revision it will have.
    pub fn seal_register(
        &self,
        case: &CaseId,
        revision: u64,
        plain: &[u8],
        randomness: &dyn Randomness,
    ) -> Result<Vec<u8>, SealError> {
        self.0.seal(&Place::Register(case, revision), plain, randomness)
    }

    /// Opens a revision of the register.
    pub fn open_register(&self, case: &CaseId, revision: u64, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.0.open(&Place::Register(case, revision), sealed)
    }

    /// Seals the bytes of a frozen version.
    pub fn seal_version(
        &self,
        case: &CaseId,
        version: ItemId,
        plain: &[u8],
        randomness: &dyn Randomness,
    ) -> Result<Vec<u8>, SealError> {
        self.0.seal(&Place::Version(case, version), plain, randomness)
    }

    /// Opens the bytes of a frozen version.
    pub fn open_version(&self, case: &CaseId, version: ItemId, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.0.open(&Place::Version(case, version), sealed)
    }

    /// Seals what a list of versions shows of one.
    pub fn seal_version_meta(
        &self,
        case: &CaseId,
        version: ItemId,
        plain: &[u8],
        randomness: &dyn Randomness,
    ) -> Result<Vec<u8>, SealError> {
        self.0.seal(&Place::VersionMeta(case, version), plain, randomness)
    }

    /// Opens what a list of versions shows of one.
    pub fn open_version_meta(&self, case: &CaseId, version: ItemId, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.0.open(&Place::VersionMeta(case, version), sealed)
    }
}

impl RoomKey {
    /// Wraps the key of one generation of a document.
    pub fn wrap_document(
        &self,
        document: &DocumentId,
        generation: Generation,
        key: &DocumentKey,
        randomness: &dyn Randomness,
    ) -> Result<Vec<u8>, SealError> {
        self.0.wrap(&Place::DocumentKey(document, generation), &key.0, randomness)
    }

    /// Unwraps the key of one generation of a document.
    pub fn unwrap_document(
        &self,
        document: &DocumentId,
        generation: Generation,
        wrapped: &[u8],
    ) -> Result<DocumentKey, SealError> {
        self.0.unwrap(&Place::DocumentKey(document, generation), wrapped).map(DocumentKey)
    }
}

impl DocumentKey {
    /// Seals a record for the place it will have.
    pub fn seal_record(
        &self,
        document: &DocumentId,
        generation: Generation,
        seq: Seq,
        plain: &[u8],
        randomness: &dyn Randomness,
    ) -> Result<Vec<u8>, SealError> {
        self.0.seal(&Place::Record(document, generation, seq), plain, randomness)
    }

    /// Opens the record of a place.
    pub fn open_record(
        &self,
        document: &DocumentId,
        generation: Generation,
        seq: Seq,
        sealed: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        self.0.open(&Place::Record(document, generation, seq), sealed)
    }

    /// Seals the state up to and including a place.
    pub fn seal_snapshot(
        &self,
        document: &DocumentId,
        generation: Generation,
        seq: Seq,
        plain: &[u8],
        randomness: &dyn Randomness,
    ) -> Result<Vec<u8>, SealError> {
        self.0.seal(&Place::Snapshot(document, generation, seq), plain, randomness)
    }

    /// Opens the state up to and including a place.
    pub fn open_snapshot(
        &self,
        document: &DocumentId,
        generation: Generation,
        seq: Seq,
        sealed: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        self.0.open(&Place::Snapshot(document, generation, seq), sealed)
    }
}

mod audit;
#[cfg(test)]
mod tests;
