//! A ciphertext opens with its key, in its place, unchanged, and in no other way.

use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;

use super::*;

/// Never the same twice, and the same in every run.
#[derive(Default)]
struct Counted(AtomicU64);

impl Randomness for Counted {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), SealError> {
        for byte in bytes {
            *byte = self.0.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes()[7];
        }
        Ok(())
    }
}

struct Without;

impl Randomness for Without {
    fn fill(&self, _: &mut [u8]) -> Result<(), SealError> {
        Err(SealError::NoRandomness)
    }
}

fn document(name: &str) -> DocumentId {
    DocumentId::parse(name).unwrap()
}

fn case(name: &str) -> CaseId {
    CaseId::parse(name).unwrap()
}

#[test]
fn what_was_sealed_opens_in_its_place_only() {
    let random = Counted::default();
    let key = DocumentKey::generate(&random).unwrap();
    let (board, desk) = (document("a/core/board"), document("a/core/desk"));
    let sealed = key.seal_record(&board, 1, 7, b"Noor slaapt slecht", &random).unwrap();
    assert_eq!(sealed.len(), b"Noor slaapt slecht".len() + OVERHEAD);
    assert_eq!(key.open_record(&board, 1, 7, &sealed).unwrap(), b"Noor slaapt slecht");
    assert_eq!(key.open_record(&desk, 1, 7, &sealed), Err(SealError::NotOurs), "another document");
    assert_eq!(key.open_record(&board, 2, 7, &sealed), Err(SealError::NotOurs), "another generation");
    assert_eq!(key.open_record(&board, 1, 8, &sealed), Err(SealError::NotOurs), "another sequence");
    assert_eq!(key.open_snapshot(&board, 1, 7, &sealed), Err(SealError::NotOurs), "another purpose");
    let other = DocumentKey::generate(&random).unwrap();
    assert_eq!(other.open_record(&board, 1, 7, &sealed), Err(SealError::NotOurs), "another key");
}

#[test]
fn swapped_rows_and_nonces_do_not_open() {
    let random = Counted::default();
    let key = DocumentKey::generate(&random).unwrap();
    let board = document("a/core/board");
    let first = key.seal_record(&board, 1, 1, b"the same", &random).unwrap();
    let second = key.seal_record(&board, 1, 2, b"the same", &random).unwrap();
    assert_ne!(first[..1 + NONCE], second[..1 + NONCE], "a nonce is used once");
    assert_ne!(first[1 + NONCE..], second[1 + NONCE..]);
    assert_eq!(key.open_record(&board, 1, 2, &first), Err(SealError::NotOurs));
    assert_eq!(key.open_record(&board, 1, 1, &second), Err(SealError::NotOurs));
    let swapped = [&second[..1 + NONCE], &first[1 + NONCE..]].concat();
    assert_eq!(key.open_record(&board, 1, 1, &swapped), Err(SealError::NotOurs));
    assert_eq!(key.open_record(&board, 1, 2, &swapped), Err(SealError::NotOurs));
}

/// R4: every flipped bit is seen.
#[test]
fn every_flipped_bit_is_detected() {
    let random = Counted::default();
    let key = DocumentKey::generate(&random).unwrap();
    let board = document("a/core/board");
    let sealed = key.seal_record(&board, 1, 1, &[5; 100], &random).unwrap();
    for bit in 0..8 * sealed.len() {
        let mut damaged = sealed.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(key.open_record(&board, 1, 1, &damaged), Err(SealError::NotOurs), "bit {bit}");
    }
    for length in 0..sealed.len() {
        assert_eq!(key.open_record(&board, 1, 1, &sealed[..length]), Err(SealError::NotOurs), "length {length}");
    }
}

#[test]
fn keys_are_wrapped_from_the_organisation_down_to_the_document() {
    let random = Counted::default();
    let organisation = OrganisationKey::generate(&random).unwrap();
    let (a, core, school) = (case("a"), RoomId::parse("core").unwrap(), RoomId::parse("school").unwrap());
    let board = document("a/core/board");
    let room = RoomKey::generate(&random).unwrap();
    let key = DocumentKey::generate(&random).unwrap();
    let wrapped_room = organisation.wrap_room(&a, &core, &room, &random).unwrap();
    let wrapped = room.wrap_document(&board, 1, &key, &random).unwrap();
    let sealed = key.seal_snapshot(&board, 1, 3, b"state", &random).unwrap();

    let room = organisation.unwrap_room(&a, &core, &wrapped_room).unwrap();
    let key = room.unwrap_document(&board, 1, &wrapped).unwrap();
    assert_eq!(key.open_snapshot(&board, 1, 3, &sealed).unwrap(), b"state");
    assert_eq!(key.open_snapshot(&board, 1, 4, &sealed), Err(SealError::NotOurs), "another sequence");

    assert!(organisation.unwrap_room(&a, &school, &wrapped_room).is_err());
    assert!(organisation.unwrap_room(&case("b"), &core, &wrapped_room).is_err());
    assert!(room.unwrap_document(&document("a/core/desk"), 1, &wrapped).is_err());
    assert!(room.unwrap_document(&board, 2, &wrapped).is_err());
    assert!(organisation.unwrap_case(&a, &wrapped_room).is_err());
}

#[test]
fn register_and_versions_open_in_their_place_only() {
    let random = Counted::default();
    let organisation = OrganisationKey::generate(&random).unwrap();
    let (a, b) = (case("a"), case("b"));
    let key = CaseKey::generate(&random).unwrap();
    let wrapped = organisation.wrap_case(&a, &key, &random).unwrap();
    assert!(organisation.unwrap_case(&b, &wrapped).is_err());
    let key = organisation.unwrap_case(&a, &wrapped).unwrap();
    let register = key.seal_register(&a, 2, b"people", &random).unwrap();
    assert_eq!(key.open_register(&a, 2, &register).unwrap(), b"people");
    assert!(key.open_register(&a, 1, &register).is_err(), "an older revision put back");
    assert!(key.open_register(&b, 2, &register).is_err());
    let (first, second) = (ItemId::from_random([1; 16]), ItemId::from_random([2; 16]));
    let version = key.seal_version(&a, first, b"picture", &random).unwrap();
    assert_eq!(key.open_version(&a, first, &version).unwrap(), b"picture");
    assert!(key.open_version(&a, second, &version).is_err());
    assert!(key.open_version(&b, first, &version).is_err());
    assert!(key.open_version_meta(&a, first, &version).is_err());
    let meta = key.seal_version_meta(&a, first, b"meta", &random).unwrap();
    assert_eq!(key.open_version_meta(&a, first, &meta).unwrap(), b"meta");
}

#[test]
fn another_organisations_key_is_noticed() {
    let random = Counted::default();
    let (ours, theirs) = (OrganisationKey::generate(&random).unwrap(), OrganisationKey::generate(&random).unwrap());
    let check = ours.seal_check(&[7; 32], &random).unwrap();
    assert_eq!(ours.check(&check), Ok([7; 32]));
    assert_eq!(theirs.check(&check), Err(SealError::NotOurs));
    let text = ours.to_text();
    assert_eq!(OrganisationKey::from_text(&format!(" {}\n", *text)).unwrap().check(&check), Ok([7; 32]));
    assert_eq!(OrganisationKey::from_text(&text.to_uppercase()).unwrap().check(&check), Ok([7; 32]));
}

#[test]
fn without_randomness_nothing_is_sealed() {
    assert_eq!(DocumentKey::generate(&Without).unwrap_err(), SealError::NoRandomness);
    let key = DocumentKey::generate(&OsRandomness).unwrap();
    let sealed = key.seal_record(&document("a/core/board"), 1, 1, b"text", &Without);
    assert_eq!(sealed, Err(SealError::NoRandomness));
}

#[test]
fn a_key_is_never_printed() {
    let key = OrganisationKey::generate(&Counted::default()).unwrap();
    let printed = format!("{key:?}");
    assert_eq!(printed, "OrganisationKey(…)");
}

/// No two places share their associated data, names that run into each other included.
#[test]
fn places_are_told_apart() {
    let (ab, a) = (case("ab"), case("a"));
    let (c, bc) = (RoomId::parse("c").unwrap(), RoomId::parse("bc").unwrap());
    assert_ne!(Place::RoomKey(&ab, &c).associated_data(), Place::RoomKey(&a, &bc).associated_data());
    let board = document("a/core/board");
    assert_ne!(Place::Record(&board, 1, 2).associated_data(), Place::Record(&board, 2, 1).associated_data());
}

proptest! {
    #[test]
    fn opening_any_bytes_is_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..200), way in any::<bool>()) {
        let key = DocumentKey::generate(&Counted::default()).unwrap();
        let mut bytes = bytes;
        if let (true, Some(first)) = (way, bytes.first_mut()) {
            *first = WAY;
        }
        prop_assert_eq!(key.open_record(&document("a/core/board"), 1, 1, &bytes), Err(SealError::NotOurs));
    }

    #[test]
    fn anything_sealed_opens(bytes in proptest::collection::vec(any::<u8>(), 0..2000), seq in any::<u64>()) {
        let random = Counted::default();
        let key = DocumentKey::generate(&random).unwrap();
        let board = document("a/core/board");
        let sealed = key.seal_record(&board, 3, seq, &bytes, &random).unwrap();
        prop_assert_eq!(key.open_record(&board, 3, seq, &sealed).unwrap(), bytes);
    }
}

#[test]
fn a_line_of_the_log_opens_at_its_own_place_only() {
    let random = Counted::default();
    let key = CaseKey::generate(&random).unwrap();
    let (a, b) = (case("a"), case("b"));
    let sealed = key.seal_audit_line(&a, 1, b"line", &random).unwrap();
    assert_eq!(key.open_audit_line(&a, 1, &sealed).unwrap(), b"line");
    assert_eq!(key.open_audit_line(&a, 2, &sealed), Err(SealError::NotOurs), "another place");
    assert_eq!(key.open_audit_line(&b, 1, &sealed), Err(SealError::NotOurs), "another case");
    assert_eq!(key.open_audit_head(&a, 1, &sealed), Err(SealError::NotOurs), "a line is no head");
}
