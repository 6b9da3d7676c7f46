//! Commits: where a record is stored, and when an append is refused.

use samenbeeld_schema::ids::DocumentId;

use super::{append, commit_one, created, document, load, person};
use crate::contract::{Append, Binding, Outcome, Store};

pub(super) fn a_record_is_stored_at_the_place_after_the_head(store: &dyn Store) {
    let board = document("a/core/board");
    assert_eq!(commit_one(store, append(&board, 0, b"early")), Outcome::Unknown);
    assert_eq!(store.load(std::slice::from_ref(&board)).expect("load"), [None]);
    store.create(&board, b"wrapped").expect("create");
    assert_eq!(commit_one(store, append(&board, 0, b"one")), Outcome::Stored(1));
    assert_eq!(commit_one(store, append(&board, 1, b"")), Outcome::Stored(2));
    let stored = load(store, &board);
    assert_eq!((stored.generation, stored.head, stored.snapshot), (1, 2, None));
    assert_eq!(stored.tail, [(1, b"one".to_vec()), (2, b"".to_vec())]);
    assert_eq!(stored.wrapped_key, b"wrapped");
}

pub(super) fn a_moved_head_is_refused_and_told(store: &dyn Store) {
    let board = created(store, "a/core/board");
    commit_one(store, append(&board, 0, b"one"));
    assert_eq!(commit_one(store, append(&board, 0, b"late")), Outcome::HeadMoved(1));
    assert_eq!(commit_one(store, append(&board, 2, b"ahead")), Outcome::HeadMoved(1));
    assert_eq!(commit_one(store, append(&board, u64::MAX, b"far")), Outcome::HeadMoved(1));
    assert_eq!(load(store, &board).tail, [(1, b"one".to_vec())]);
}

pub(super) fn a_refused_append_leaves_the_others_of_its_batch_alone(store: &dyn Store) {
    let (board, desk, voice) =
        (created(store, "a/core/board"), created(store, "a/core/desk"), created(store, "a/core/voice.noor"));
    let stale = Append { generation: 2, ..append(&board, 0, b"stale") };
    let batch = [
        append(&desk, 0, b"one"),
        append(&document("a/core/voice.nobody"), 0, b"nowhere"),
        stale,
        append(&board, 5, b"ahead"),
        Append { bindings: vec![(1, person("noor")), (1, person("youssef"))], ..append(&board, 0, b"two names") },
        append(&voice, 0, b"two"),
    ];
    let outcomes = store.commit(&batch).expect("commit");
    let expected = [
        Outcome::Stored(1),
        Outcome::Unknown,
        Outcome::GenerationGone,
        Outcome::HeadMoved(0),
        Outcome::ClientTaken(1),
        Outcome::Stored(1),
    ];
    assert_eq!(outcomes, expected);
    assert_eq!(load(store, &desk).tail, [(1, b"one".to_vec())]);
    assert_eq!(load(store, &voice).tail, [(1, b"two".to_vec())]);
    let untouched = load(store, &board);
    assert_eq!((untouched.head, untouched.tail.len(), untouched.bindings.len()), (0, 0, 0));
}

pub(super) fn one_batch_may_add_twice_to_one_document(store: &dyn Store) {
    let board = created(store, "a/core/board");
    let batch = [append(&board, 0, b"one"), append(&board, 1, b"two"), append(&board, 1, b"three")];
    let outcomes = store.commit(&batch).expect("commit");
    assert_eq!(outcomes, [Outcome::Stored(1), Outcome::Stored(2), Outcome::HeadMoved(2)]);
    assert_eq!(store.commit(&[]).expect("commit"), []);
}

/// protocol.md C2.
pub(super) fn a_client_id_belongs_to_one_person(store: &dyn Store) {
    let (board, desk) = (created(store, "a/core/board"), created(store, "a/core/desk"));
    let bound = |document: &DocumentId, head, client, name| Append {
        bindings: vec![(client, person(name))],
        ..append(document, head, b"x")
    };
    let high = (1 << 53) - 1;
    assert_eq!(commit_one(store, bound(&board, 0, high, "noor")), Outcome::Stored(1));
    assert_eq!(commit_one(store, bound(&board, 1, high, "noor")), Outcome::Stored(2), "the same again is fine");
    assert_eq!(commit_one(store, bound(&board, 2, high, "youssef")), Outcome::ClientTaken(high));
    assert_eq!(commit_one(store, bound(&desk, 0, high, "youssef")), Outcome::Stored(1), "each document for itself");
    let both = [bound(&board, 2, 8, "noor"), bound(&board, 3, 8, "youssef")];
    assert_eq!(store.commit(&both).expect("commit"), [Outcome::Stored(3), Outcome::ClientTaken(8)]);
    let stored = load(store, &board);
    let of_noor = |client| Binding { client, person: person("noor"), generation: 1 };
    assert_eq!(stored.bindings, [of_noor(8), of_noor(high)]);
    assert_eq!(stored.head, 3);
}

pub(super) fn a_batch_is_found_by_its_id(store: &dyn Store) {
    let (board, desk) = (created(store, "a/core/board"), created(store, "a/core/desk"));
    commit_one(store, append(&board, 0, b"one"));
    commit_one(store, Append { batch: [9; 16], ..append(&board, 1, b"two") });
    assert_eq!(store.find_batch(&board, &[9; 16]).expect("find"), Some(2));
    assert_eq!(store.find_batch(&desk, &[9; 16]).expect("find"), None);
    assert_eq!(store.find_batch(&document("a/b/board"), &[9; 16]).expect("find"), None);
}
