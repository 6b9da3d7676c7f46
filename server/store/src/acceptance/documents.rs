//! Documents: made once, read from one moment, compacted, begun anew.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use samenbeeld_schema::ids::DocumentId;

use super::{append, case, commit_one, created, document, load, person};
use crate::contract::{Append, Outcome, Standing, Store};

pub(super) fn a_document_is_made_once(store: &dyn Store) {
    let board = document("a/core/board");
    assert!(store.create(&board, b"first").expect("create"));
    commit_one(store, append(&board, 0, b"one"));
    assert!(!store.create(&board, b"second").expect("create"));
    let stored = load(store, &board);
    assert_eq!((stored.head, stored.wrapped_key), (1, b"first".to_vec()));
}

pub(super) fn a_tail_begins_after_what_is_known(store: &dyn Store) {
    let board = created(store, "a/core/board");
    for head in 0..4 {
        let bindings = vec![(head + 1, person("noor"))];
        commit_one(store, Append { bindings, ..append(&board, head, &[b'0' + head as u8]) });
    }
    let tail = store.tail_after(&board, 2).expect("tail").expect("there is one");
    assert_eq!((tail.generation, tail.head), (1, 4));
    assert_eq!(tail.records, [(3, b"2".to_vec()), (4, b"3".to_vec())]);
    assert_eq!(tail.bindings.iter().map(|binding| binding.client).collect::<Vec<_>>(), [3, 4]);
    assert!(store.tail_after(&board, 4).expect("tail").expect("there is one").records.is_empty());
    assert!(store.compact(&board, 1, None, 3, b"snapshot").expect("compact"));
    assert_eq!(store.tail_after(&board, 2).expect("tail"), None, "replaced by the snapshot");
    assert_eq!(store.tail_after(&board, 3).expect("tail").expect("there is one").records, [(4, b"3".to_vec())]);
    assert_eq!(store.tail_after(&document("a/b/board"), 0).expect("tail"), None);
}

pub(super) fn compaction_happens_only_on_what_was_believed(store: &dyn Store) {
    let board = created(store, "a/core/board");
    for head in 0..4 {
        commit_one(store, append(&board, head, b"x"));
    }
    let compact =
        |generation, replaces, up_to| store.compact(&board, generation, replaces, up_to, b"s").expect("compact");
    assert!(!compact(2, None, 2), "another generation");
    assert!(!compact(1, Some(1), 2), "a snapshot that isn't there");
    assert!(!compact(1, None, 5), "past the head");
    assert!(!compact(1, None, 0), "nothing to replace");
    assert!(compact(1, None, 2));
    assert!(!compact(1, None, 3), "somebody else was first");
    assert!(!compact(1, Some(2), 1), "backwards");
    assert!(!compact(1, Some(2), 2), "nothing new");
    assert!(!store.compact(&document("a/b/board"), 1, None, 1, b"s").expect("compact"));
    let stored = load(store, &board);
    assert_eq!(stored.snapshot, Some((2, b"s".to_vec())));
    assert_eq!(stored.tail.len(), 2);
    let stands = store.standing(&[board.clone(), document("a/b/desk")]).expect("standing");
    assert_eq!(stands, [Some(Standing { generation: 1, head: 4, bindings: stored.bindings }), None]);
    assert!(compact(1, Some(2), 4));
    assert!(load(store, &board).tail.is_empty());
}

pub(super) fn compaction_leaves_newer_records(store: &dyn Store) {
    let (board, desk) = (created(store, "a/core/board"), created(store, "a/core/desk"));
    for head in 0..3 {
        store.commit(&[append(&board, head, b"x"), append(&desk, head, b"y")]).expect("commit");
    }
    assert!(store.compact(&board, 1, None, 2, b"snapshot").expect("compact"));
    assert_eq!(load(store, &board).tail, [(3, b"x".to_vec())]);
    assert_eq!(load(store, &desk).tail.len(), 3, "another document keeps all");
    let history = store.history(&board).expect("history").expect("there is one");
    assert_eq!(history.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [1, 2, 3], "the evidence stays");
    assert_eq!(commit_one(store, append(&board, 3, b"next")), Outcome::Stored(4));
}

/// protocol.md C3, R20.
pub(super) fn a_new_generation_refuses_the_old_and_burns_its_client_ids(store: &dyn Store) {
    let board = created(store, "a/core/board");
    let first = Append { bindings: vec![(7, person("noor"))], ..append(&board, 0, b"erased") };
    commit_one(store, first);
    assert_eq!(store.renew(&board, 1, 0, b"new key", b"begun anew").expect("renew"), None, "the head moved");
    assert_eq!(store.renew(&board, 2, 1, b"new key", b"begun anew").expect("renew"), None, "no such generation");
    assert_eq!(store.renew(&board, 1, 1, b"new key", b"begun anew").expect("renew"), Some(2));

    assert_eq!(commit_one(store, append(&board, 1, b"old")), Outcome::GenerationGone);
    let again = |name| Append { generation: 2, bindings: vec![(7, person(name))], ..append(&board, 1, b"old id") };
    assert_eq!(commit_one(store, again("noor")), Outcome::ClientTaken(7));
    assert_eq!(commit_one(store, again("youssef")), Outcome::ClientTaken(7));
    let fresh = Append { generation: 2, bindings: vec![(8, person("noor"))], ..append(&board, 1, b"new") };
    assert_eq!(commit_one(store, fresh), Outcome::Stored(2));

    let stored = load(store, &board);
    assert_eq!((stored.generation, stored.head), (2, 2));
    assert_eq!(stored.wrapped_key, b"new key");
    assert_eq!(stored.snapshot, Some((1, b"begun anew".to_vec())));
    assert_eq!(stored.tail, [(2, b"new".to_vec())]);
    let generations: Vec<_> = stored.bindings.iter().map(|binding| (binding.client, binding.generation)).collect();
    assert_eq!(generations, [(7, 1), (8, 2)]);
    assert!(!store.compact(&board, 1, Some(1), 2, b"late").expect("compact"), "compaction of the old generation");
    assert_eq!(store.renew(&document("a/core/desk"), 1, 0, b"k", b"s").expect("renew"), None);
}

/// design.md section 4: snapshot and tail, and a frozen version, are each one read transaction.
pub(super) fn many_documents_are_read_from_one_moment(store: Arc<dyn Store>) {
    const ROUNDS: u64 = 150;
    let pair = [created(&*store, "a/core/board"), created(&*store, "a/core/desk")];
    let done = Arc::new(AtomicBool::new(false));
    let writer = {
        let (store, pair, done) = (store.clone(), pair.clone(), done.clone());
        thread::spawn(move || {
            for head in 0..ROUNDS {
                let outcomes =
                    store.commit(&[append(&pair[0], head, b"x"), append(&pair[1], head, b"x")]).expect("commit");
                assert_eq!(outcomes, [Outcome::Stored(head + 1); 2]);
                if head % 10 == 9 {
                    let replaces = (head > 9).then(|| head - 10);
                    assert!(store.compact(&pair[0], 1, replaces, head, b"s").expect("compact"));
                }
            }
            done.store(true, Ordering::Release);
        })
    };
    loop {
        let last = done.load(Ordering::Acquire);
        let stored: Vec<_> =
            store.load(&pair).expect("load").into_iter().map(|one| one.expect("it is there")).collect();
        assert_eq!(stored[0].head, stored[1].head, "one without the other");
        for one in &stored {
            let from = one.snapshot.as_ref().map_or(0, |(seq, _)| *seq);
            assert!(one.tail.iter().map(|(seq, _)| *seq).eq(from + 1..=one.head), "a hole");
        }
        if last {
            assert_eq!(stored[0].head, ROUNDS);
            break;
        }
    }
    writer.join().expect("the writer");
}

pub(super) fn documents_are_listed_by_case(store: &dyn Store) {
    for name in ["a/school/board", "a/core/desk", "aa/core/board", "a/core/board", "a-b/core/board", "b/core/board"] {
        created(store, name);
    }
    let names: Vec<String> = store.documents_of(&case("a")).expect("list").iter().map(DocumentId::to_string).collect();
    assert_eq!(names, ["a/core/board", "a/core/desk", "a/school/board"]);
    assert!(store.documents_of(&case("c")).expect("list").is_empty());
}
