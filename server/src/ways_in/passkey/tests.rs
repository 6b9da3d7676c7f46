//! What browsers hand over of passkeys, made by hand: as it is, and forged one thing at a time.

use p256::NistP256;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::Curve;
use proptest::prelude::*;
use samenbeeld_schema::ids::PersonId;

use super::*;

const CHALLENGE: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const NOW: Timestamp = 1_800_000_000_000;

fn party() -> RelyingParty {
    RelyingParty { origin: "https://samen.example".to_owned(), id: "samen.example".to_owned() }
}

fn signing(seed: u8) -> SigningKey {
    SigningKey::from_slice(&[seed; 32]).unwrap()
}

/// What is about to be handed over, of which a test changes something.
#[derive(Clone)]
struct Parts {
    key: SigningKey,
    /// The name of the key: as it is told, and as it stands in what the authenticator says.
    id: Vec<u8>,
    inner_id: Vec<u8>,
    handle: [u8; 32],
    purpose: &'static str,
    challenge: &'static str,
    origin: &'static str,
    /// What else the browser says, behind a comma.
    more: &'static str,
    party: &'static str,
    flags: u8,
    counter: u32,
    cose: Vec<u8>,
    spki: Vec<u8>,
    tail: Vec<u8>,
}

fn cose_of(key: &SigningKey) -> Vec<u8> {
    let point = key.verifying_key().to_encoded_point(false);
    [&COSE.0[..], &point.x().unwrap()[..], &COSE.1[..], &point.y().unwrap()[..]].concat()
}

fn spki_of(key: &SigningKey) -> Vec<u8> {
    let point = key.verifying_key().to_encoded_point(false);
    [&SPKI[..26], point.as_bytes()].concat()
}

impl Parts {
    fn made() -> Self {
        let key = signing(1);
        Self {
            id: vec![9; 32],
            inner_id: vec![9; 32],
            handle: [7; 32],
            purpose: "webauthn.create",
            challenge: CHALLENGE,
            origin: "https://samen.example",
            more: r#","crossOrigin":false,"other_keys_can_be_added_here":"yes""#,
            party: "samen.example",
            flags: PRESENT | VERIFIED | ATTESTED,
            counter: 0,
            cose: cose_of(&key),
            spki: spki_of(&key),
            tail: Vec::new(),
            key,
        }
    }

    fn signed() -> Self {
        Self { purpose: "webauthn.get", flags: PRESENT | VERIFIED, counter: 1, ..Self::made() }
    }

    fn client_data(&self) -> Vec<u8> {
        let Self { purpose, challenge, origin, more, .. } = self;
        format!(r#"{{"type":"{purpose}","challenge":"{challenge}","origin":"{origin}"{more}}}"#).into_bytes()
    }

    fn authenticator_data(&self) -> Vec<u8> {
        let mut bytes = Sha256::digest(self.party).to_vec();
        bytes.push(self.flags);
        bytes.extend(self.counter.to_be_bytes());
        if self.flags & ATTESTED != 0 {
            bytes.extend([0x42; 16]);
            bytes.extend(u16::try_from(self.inner_id.len()).unwrap().to_be_bytes());
            bytes.extend(&self.inner_id);
            bytes.extend(&self.cose);
        }
        bytes.extend(&self.tail);
        bytes
    }

    fn make(&self) -> Made {
        Made {
            id: CredentialId(self.id.clone()),
            key: Handed(self.spki.clone()),
            authenticator_data: Handed(self.authenticator_data()),
            client_data: Handed(self.client_data()),
        }
    }

    fn sign(&self) -> Signed {
        let (told, client) = (self.authenticator_data(), self.client_data());
        let signature: Signature = self.key.sign(&[&told[..], &Sha256::digest(&client)[..]].concat());
        Signed {
            id: CredentialId(self.id.clone()),
            user: UserHandle(self.handle),
            authenticator_data: Handed(told),
            client_data: Handed(client),
            signature: Handed(signature.to_der().as_bytes().to_vec()),
        }
    }
}

pub fn passkey(who: &str, seed: u8, counter: u32) -> Passkey {
    let key = Parts { key: signing(1), ..Parts::made() }.make().read(&party()).unwrap().key;
    Passkey {
        id: ItemId::from_random([seed; 16]),
        person: PersonId::parse(who).unwrap(),
        credential: CredentialId(vec![seed; 32]),
        handle: UserHandle([7; 32]),
        key,
        counter,
        travels: false,
        since: NOW,
        seen: NOW,
        copied: None,
    }
}

fn known() -> Passkey {
    passkey("administrator", 9, 0)
}

#[test]
fn a_key_that_was_made_here_is_read_and_then_signs() {
    let made = Parts::made().make();
    assert_eq!(made.challenge().as_deref(), Some(CHALLENGE));
    let new = made.read(&party()).unwrap();
    assert_eq!((new.counter, new.travels, new.credential == known().credential), (0, false, true));
    let signed = Parts::signed().sign();
    assert_eq!((signed.challenge().as_deref(), signed.read(&party(), &known())), (Some(CHALLENGE), Ok(1)));
    // Without what a browser need not say.
    assert_eq!(Parts { more: "", ..Parts::signed() }.sign().read(&party(), &known()), Ok(1));
}

#[test]
fn a_key_that_travels_and_one_that_says_how_it_is_guarded_are_keys_too() {
    let travels = Parts { flags: PRESENT | VERIFIED | ATTESTED | TRAVELS | TRAVELLED, ..Parts::made() };
    assert!(travels.make().read(&party()).unwrap().travels);
    for level in 1..=3 {
        let tail = [&GUARDED[..], &[level]].concat();
        let guarded = Parts { flags: PRESENT | VERIFIED | ATTESTED | EXTENDED, tail, ..Parts::made() };
        assert!(guarded.make().read(&party()).is_ok(), "{level}");
    }
}

/// The forged inputs: what is changed, and why it isn't believed.
fn forged_keys() -> Vec<(&'static str, Parts, Refusal)> {
    let good = Parts::made();
    let other = signing(2);
    let off_curve = [&COSE.0[..], &[1; 32], &COSE.1[..], &[1; 32]].concat();
    let one = |what, change: &dyn Fn(&mut Parts), why| {
        let mut parts = good.clone();
        change(&mut parts);
        (what, parts, why)
    };
    vec![
        one("signing in where a key is made", &|p| p.purpose = "webauthn.get", Refusal::Purpose),
        one("no purpose we know", &|p| p.purpose = "payment.get", Refusal::Purpose),
        one("another origin", &|p| p.origin = "https://evil.example", Refusal::Origin),
        one("an origin below ours", &|p| p.origin = "https://a.samen.example", Refusal::Origin),
        one("an origin above ours", &|p| p.origin = "https://example", Refusal::Origin),
        one("ours without TLS", &|p| p.origin = "http://samen.example", Refusal::Origin),
        one("ours at another port", &|p| p.origin = "https://samen.example:444", Refusal::Origin),
        one("ours with a slash", &|p| p.origin = "https://samen.example/", Refusal::Origin),
        one("in a frame", &|p| p.more = r#","crossOrigin":true"#, Refusal::Framed),
        one("in a frame of somebody", &|p| p.more = r#","topOrigin":"https://evil.example""#, Refusal::Framed),
        one("neither framed nor not", &|p| p.more = r#","crossOrigin":"false""#, Refusal::ClientData),
        one("a purpose twice", &|p| p.more = r#","type":"webauthn.create""#, Refusal::ClientData),
        one("another machine", &|p| p.party = "evil.example", Refusal::RelyingParty),
        one("the origin for the machine", &|p| p.party = "https://samen.example", Refusal::RelyingParty),
        one("nobody there", &|p| p.flags &= !PRESENT, Refusal::Unverified),
        one("nobody showed who they are", &|p| p.flags &= !VERIFIED, Refusal::Unverified),
        one("no key", &|p| p.flags &= !ATTESTED, Refusal::Shape),
        one("travelled, and never travels", &|p| p.flags |= TRAVELLED, Refusal::Shape),
        one("extensions that are not there", &|p| p.flags |= EXTENDED, Refusal::Shape),
        one("an extension that isn't told of", &|p| p.tail = [&GUARDED[..], &[2]].concat(), Refusal::Shape),
        one("a byte too many", &|p| p.tail = vec![0], Refusal::Shape),
        one(
            "an extension that browsers don't add",
            &|p| (p.flags, p.tail) = (p.flags | EXTENDED, [&GUARDED[..], &[4]].concat()),
            Refusal::Shape,
        ),
        one(
            "a byte too many behind an extension",
            &|p| (p.flags, p.tail) = (p.flags | EXTENDED, [&GUARDED[..], &[2, 0]].concat()),
            Refusal::Shape,
        ),
        one("another name inside", &|p| p.inner_id = vec![8; 32], Refusal::Credential),
        one("a shorter name inside", &|p| p.inner_id = vec![9; 31], Refusal::Credential),
        one("another key outside", &|p| p.spki = spki_of(&other), Refusal::Key),
        one("another key inside", &|p| p.cose = cose_of(&other), Refusal::Key),
        one("another algorithm", &|p| p.cose[4] = 0x27, Refusal::Key),
        one("another curve", &|p| p.cose[6] = 0x02, Refusal::Key),
        one("a point that is squeezed", &|p| p.cose[77 - 35] = 0x23, Refusal::Key),
        one("another prefix outside", &|p| p.spki[22] = 0x08, Refusal::Key),
        one("a byte too many outside", &|p| p.spki.push(0), Refusal::Key),
        one(
            "a point beside the curve",
            &|p| (p.spki, p.cose) = ([&SPKI[..], &[1; 64]].concat(), off_curve.clone()),
            Refusal::Key,
        ),
    ]
}

fn forged_signatures() -> Vec<(&'static str, Parts, Refusal)> {
    let good = Parts::signed();
    let one = |what, change: &dyn Fn(&mut Parts), why| {
        let mut parts = good.clone();
        change(&mut parts);
        (what, parts, why)
    };
    vec![
        one("a new key where somebody comes in", &|p| p.purpose = "webauthn.create", Refusal::Purpose),
        one("another origin", &|p| p.origin = "https://evil.example", Refusal::Origin),
        one("an origin below ours", &|p| p.origin = "https://a.samen.example", Refusal::Origin),
        one("in a frame", &|p| p.more = r#","crossOrigin":true"#, Refusal::Framed),
        one("another machine", &|p| p.party = "evil.example", Refusal::RelyingParty),
        one("nobody there", &|p| p.flags &= !PRESENT, Refusal::Unverified),
        one("nobody showed who they are", &|p| p.flags &= !VERIFIED, Refusal::Unverified),
        one("a key along with it", &|p| p.flags |= ATTESTED, Refusal::Shape),
        one("extensions", &|p| p.flags |= EXTENDED, Refusal::Shape),
        one("a byte too many", &|p| p.tail = vec![0], Refusal::Shape),
        one("travelled, and never travels", &|p| p.flags |= TRAVELLED, Refusal::Shape),
        one("travels by now", &|p| p.flags |= TRAVELS, Refusal::Credential),
        one("another name", &|p| p.id = vec![8; 32], Refusal::Credential),
        one("somebody else", &|p| p.handle = [8; 32], Refusal::Credential),
        one("another key", &|p| p.key = signing(2), Refusal::Signature),
    ]
}

#[test]
fn nothing_forged_is_believed() {
    let (keys, signatures) = (forged_keys(), forged_signatures());
    assert!(keys.len() + signatures.len() >= 45);
    for (what, parts, why) in keys {
        assert_eq!(parts.make().read(&party()), Err(why), "a key: {what}");
    }
    for (what, parts, why) in signatures {
        assert_eq!(parts.sign().read(&party(), &known()), Err(why), "a signature: {what}");
    }
}

#[test]
fn what_was_signed_is_not_believed_when_a_byte_of_it_changed() {
    let good = Parts::signed().sign();
    assert!(good.read(&party(), &known()).is_ok());
    for at in 0..good.authenticator_data.0.len() {
        let mut changed = good.clone();
        changed.authenticator_data.0[at] ^= 1 << (at % 8);
        assert!(changed.read(&party(), &known()).is_err(), "byte {at} of what the authenticator says");
    }
    for at in 0..good.client_data.0.len() {
        let mut changed = good.clone();
        changed.client_data.0[at] ^= 1;
        assert!(changed.read(&party(), &known()).is_err(), "byte {at} of what the browser says");
    }
    for at in 0..good.signature.0.len() {
        let mut changed = good.clone();
        changed.signature.0[at] ^= 1;
        assert!(changed.read(&party(), &known()).is_err(), "byte {at} of the signature");
    }
}

#[test]
fn what_was_cut_off_anywhere_is_not_believed() {
    let (made, signed) = (Parts::made().make(), Parts::signed().sign());
    let cut = |whole: &Handed, at: usize| Handed(whole.0[..at].to_vec());
    for at in 0..made.authenticator_data.0.len() {
        let cut = Made { authenticator_data: cut(&made.authenticator_data, at), ..made.clone() };
        assert!(cut.read(&party()).is_err(), "a key at {at}");
    }
    for at in 0..made.client_data.0.len() {
        let cut = Made { client_data: cut(&made.client_data, at), ..made.clone() };
        assert_eq!((cut.challenge(), cut.read(&party())), (None, Err(Refusal::ClientData)), "{at}");
    }
    for at in 0..made.key.0.len() {
        assert_eq!(Made { key: cut(&made.key, at), ..made.clone() }.read(&party()), Err(Refusal::Key), "{at}");
    }
    for at in 0..signed.authenticator_data.0.len() {
        let cut = Signed { authenticator_data: cut(&signed.authenticator_data, at), ..signed.clone() };
        assert!(cut.read(&party(), &known()).is_err(), "a signature at {at}");
    }
    for at in 0..signed.signature.0.len() {
        let cut = Signed { signature: cut(&signed.signature, at), ..signed.clone() };
        assert_eq!(cut.read(&party(), &known()), Err(Refusal::Signature), "{at}");
    }
}

/// Authenticators need not choose the lower of the two forms a signature has. What was signed is used once, so the other form of it
/// is worth nothing to anybody.
#[test]
fn either_form_of_a_signature_counts_and_nothing_behind_it() {
    let good = Parts::signed().sign();
    let whole = Signature::from_der(&good.signature.0).unwrap();
    let (r, s) = whole.split_scalars();
    let other = Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap();
    assert_ne!(whole, other);
    let with = |signature: Vec<u8>| Signed { signature: Handed(signature), ..good.clone() }.read(&party(), &known());
    assert_eq!(with(other.to_der().as_bytes().to_vec()), Ok(1));
    assert_eq!(with([&good.signature.0[..], &[0]].concat()), Err(Refusal::Signature), "a byte behind it");
    assert_eq!(with(whole.to_bytes().to_vec()), Err(Refusal::Signature), "r and s, as devices sign");
    assert_eq!(with(vec![0x30, 6, 2, 1, 0, 2, 1, 0]), Err(Refusal::Signature), "zeros");
    let order = NistP256::ORDER.to_be_bytes_vec();
    let beyond = [&[0x30, 0x46, 2, 0x21, 0][..], &order[..], &[2, 0x21, 0], &order[..]].concat();
    assert_eq!(with(beyond), Err(Refusal::Signature), "the order of the curve");
}

/// Big-endian bytes of a number.
trait BigEndian {
    fn to_be_bytes_vec(&self) -> Vec<u8>;
}

impl BigEndian for <NistP256 as Curve>::Uint {
    fn to_be_bytes_vec(&self) -> Vec<u8> {
        use p256::elliptic_curve::bigint::Encoding;
        self.to_be_bytes().to_vec()
    }
}

#[test]
fn names_handles_and_bytes_are_read_within_bounds() {
    let id = |length: usize| CredentialId::try_from(URL_SAFE_NO_PAD.encode(vec![1; length]));
    assert!(id(16).is_ok() && id(1023).is_ok() && id(15).is_err() && id(1024).is_err());
    let handle = |length: usize| UserHandle::try_from(URL_SAFE_NO_PAD.encode(vec![1; length]));
    assert!(handle(32).is_ok() && handle(31).is_err() && handle(33).is_err());
    let handed = |length: usize| Handed::try_from(URL_SAFE_NO_PAD.encode(vec![1; length]));
    assert!(handed(0).is_ok() && handed(4000).is_ok() && handed(4200).is_err());
    for text in ["AA==", "A", "a b", "AA+/", "é", "AB"] {
        assert!(Handed::try_from(text.to_owned()).is_err(), "{text}");
    }
}

proptest! {
    /// Whatever a peer sends is an answer, never an end of the program.
    #[test]
    fn no_bytes_end_the_program(
        id in prop::collection::vec(any::<u8>(), 0..80),
        told in prop::collection::vec(any::<u8>(), 0..300),
        client in prop::collection::vec(any::<u8>(), 0..200),
        key in prop::collection::vec(any::<u8>(), 0..200),
        cut in any::<prop::sample::Index>(),
        flags in any::<u8>(),
    ) {
        let _ = serde_json::from_slice::<Made>(&client);
        let made = Made {
            id: CredentialId(id.clone()),
            key: Handed(key.clone()),
            authenticator_data: Handed(told.clone()),
            client_data: Handed(client.clone()),
        };
        let _ = (made.challenge(), made.read(&party()));
        // Deeper in: with a beginning that is right.
        let mut deep = Parts { flags, ..Parts::made() }.authenticator_data();
        deep.truncate(cut.index(deep.len()));
        deep.extend(&told);
        let (made, signed) = (Parts::made().make(), Parts::signed().sign());
        let _ = Made { authenticator_data: Handed(deep.clone()), ..made }.read(&party());
        let signed = Signed { authenticator_data: Handed(deep), signature: Handed(key), ..signed };
        prop_assert!(signed.read(&party(), &known()).is_err());
    }
}
