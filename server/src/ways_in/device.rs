//! A device that is known: it holds a key that can't leave it, and signs a challenge to come in.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::EncodedPoint;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};
use samenbeeld_schema::ids::{ItemId, PersonId};
use serde::{Deserialize, Serialize};

use crate::document::Timestamp;

/// So many devices and passkeys one person may have, together.
pub const DEVICES_MAX: usize = 3;
/// What stands before a challenge when it is signed: the key signs nothing else.
const SIGNED: &[u8] = b"samenbeeld device 1\0";

/// What a device is, as far as its owner recognises it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    Phone,
    Tablet,
    Computer,
}

/// The public half of a device's key: a point of P-256, checked when it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads a key as browsers export it: an uncompressed point (SEC 1), in base64url.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        VerifyingKey::from_sec1_bytes(&bytes).ok().map(Self)
    }

    /// The key at a point, by both its coordinates; nothing when that isn't on the curve.
    pub(super) fn of_point(x: &[u8; 32], y: &[u8; 32]) -> Option<Self> {
        let point = EncodedPoint::from_affine_coordinates(x.into(), y.into(), false);
        VerifyingKey::from_encoded_point(&point).ok().map(Self)
    }

    /// Whether a signature (in DER, as authenticators make it) of these bytes is this key's. What a key signs is longer than a
    /// challenge and is never kept: that another form of the same signature counts too lets nobody in.
    pub(super) fn signed_der(&self, bytes: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_der(signature) else { return false };
        self.0.verify(bytes, &signature).is_ok()
    }

    /// Whether a signature (r and s, 64 bytes, as browsers make it) of a challenge for these pages is this key's.
    pub fn signed(&self, origin: &str, challenge: &str, signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        self.0.verify(&signed_bytes(origin, challenge), &signature).is_ok()
    }
}

/// What a device signs: its purpose, where, and the challenge.
fn signed_bytes(origin: &str, challenge: &str) -> Vec<u8> {
    [SIGNED, origin.as_bytes(), b"\0", challenge.as_bytes()].concat()
}

impl TryFrom<String> for PublicKey {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a point of P-256")
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> Self {
        URL_SAFE_NO_PAD.encode(key.0.to_encoded_point(false).as_bytes())
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Device {
    /// Random; the device itself keeps it beside its key.
    pub id: ItemId,
    pub person: PersonId,
    pub form: Form,
    pub key: PublicKey,
    pub since: Timestamp,
    /// When somebody last came in on it.
    pub seen: Timestamp,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use p256::ecdsa::SigningKey;
    use p256::ecdsa::signature::Signer;

    pub fn key_pair(seed: u8) -> (SigningKey, PublicKey) {
        let signing = SigningKey::from_slice(&[seed; 32]).unwrap();
        let public = PublicKey(*signing.verifying_key());
        (signing, public)
    }

    pub fn sign(key: &SigningKey, origin: &str, challenge: &str) -> Vec<u8> {
        let signature: Signature = key.sign(&signed_bytes(origin, challenge));
        signature.to_vec()
    }

    const ORIGIN: &str = "https://samen.example";

    #[test]
    fn only_the_own_key_signs_only_for_our_pages() {
        let ((signing, public), (foreign, _)) = (key_pair(1), key_pair(2));
        let good = sign(&signing, ORIGIN, "c");
        assert!(public.signed(ORIGIN, "c", &good));
        assert!(!public.signed(ORIGIN, "d", &good), "another challenge");
        assert!(!public.signed("https://samen.example.evil", "c", &good), "another origin");
        assert!(!public.signed(ORIGIN, "c", &sign(&foreign, ORIGIN, "c")), "another key");
        for wrong in [&good[..63], &[0; 64], &[255; 64], &[]] {
            assert!(!public.signed(ORIGIN, "c", wrong));
        }
    }

    #[test]
    fn a_key_reads_back_and_what_is_no_point_is_refused() {
        let (_, public) = key_pair(3);
        let text: String = public.clone().into();
        assert_eq!(PublicKey::parse(&text), Some(public));
        for wrong in ["", "AAAA", "not base64!", &URL_SAFE_NO_PAD.encode([4; 65])] {
            assert!(PublicKey::parse(wrong).is_none(), "{wrong}");
        }
    }
}
