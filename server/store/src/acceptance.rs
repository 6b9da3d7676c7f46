//! What every store must do, as one suite: an implementation is a store when [`suite`] passes on it.
//!
//! `make` gives an empty store each time. Surviving a new opening is [`survives_reopening`], for those that lie on disk.

mod items;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::Kind;

use crate::contract::{Append, Binding, Claim, Outcome, Revised, Session, Standing, Store, Version};

/// Runs every check, each on an empty store of its own.
pub fn suite(make: impl Fn() -> Box<dyn Store>) {
    a_record_is_stored_at_the_place_after_the_head(&*make());
    a_moved_head_is_refused_and_told(&*make());
    a_refused_append_leaves_the_others_of_its_batch_alone(&*make());
    one_batch_may_add_twice_to_one_document(&*make());
    a_client_id_belongs_to_one_person(&*make());
    items::an_id_belongs_to_who_used_it_first(&*make());
    items::who_said_the_words_may_take_over_what_a_scribe_wrote(&*make());
    a_new_generation_refuses_the_old_and_burns_its_client_ids(&*make());
    a_document_is_made_once(&*make());
    a_batch_is_found_by_its_id(&*make());
    a_tail_begins_after_what_is_known(&*make());
    compaction_happens_only_on_what_was_believed(&*make());
    compaction_leaves_newer_records(&*make());
    many_documents_are_read_from_one_moment(make().into());
    documents_are_listed_by_case(&*make());
    keys_are_kept_once(&*make());
    a_register_is_replaced_only_by_who_knew_it(&*make());
    sessions_end(&*make());
    a_version_is_frozen_once(&*make());
    small_values_are_replaced(&*make());
}

/// Writes, opens again with `reopen`, and finds everything.
pub fn survives_reopening(store: Box<dyn Store>, reopen: impl FnOnce() -> Box<dyn Store>) {
    let (board, desk) = (document("a/core/board"), document("a/core/desk"));
    store.create(&board, b"key").expect("create");
    store.create(&desk, b"key").expect("create");
    let batch = [
        Append { bindings: vec![(7, person("noor"))], ..append(&board, 0, b"one") },
        append(&board, 1, b"two"),
        Append { claims: vec![claim(3, Kind::AgendaItem)], ..append(&desk, 0, b"three") },
    ];
    store.commit(&batch).expect("commit");
    assert!(store.compact(&board, 1, None, 1, b"snapshot").expect("compact"));
    store.put_session(&[1; 32], &session("noor", 5)).expect("session");
    store.put_version(&case("a"), &version(1), b"frozen").expect("version");
    store.put_register(&case("a"), 0, b"register").expect("register");
    store.put_room(&case("a"), &room("core"), b"room key").expect("room");
    let before = store.load(&[board.clone(), desk.clone()]).expect("load");
    drop(store);

    let store = reopen();
    assert_eq!(store.load(&[board.clone(), desk]).expect("load"), before);
    assert_eq!(store.get_session(&[1; 32]).expect("session"), Some(session("noor", 5)));
    assert_eq!(store.get_version(&case("a"), item(1)).expect("version"), Some((version(1), b"frozen".to_vec())));
    assert_eq!(store.get_register(&case("a")).expect("register").map(|register| register.revision), Some(1));
    assert_eq!(store.get_room(&case("a"), &room("core")).expect("room"), Some(b"room key".to_vec()));
    assert_eq!(commit_one(&*store, append(&board, 2, b"four")), Outcome::Stored(3));
    let others = Append { claims: vec![claim(3, Kind::Goal)], ..append(&board, 3, b"five") };
    assert_eq!(commit_one(&*store, others), Outcome::ItemTaken(item(3), Kind::Goal));
}

fn a_record_is_stored_at_the_place_after_the_head(store: &dyn Store) {
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

fn a_moved_head_is_refused_and_told(store: &dyn Store) {
    let board = created(store, "a/core/board");
    commit_one(store, append(&board, 0, b"one"));
    assert_eq!(commit_one(store, append(&board, 0, b"late")), Outcome::HeadMoved(1));
    assert_eq!(commit_one(store, append(&board, 2, b"ahead")), Outcome::HeadMoved(1));
    assert_eq!(commit_one(store, append(&board, u64::MAX, b"far")), Outcome::HeadMoved(1));
    assert_eq!(load(store, &board).tail, [(1, b"one".to_vec())]);
}

fn a_refused_append_leaves_the_others_of_its_batch_alone(store: &dyn Store) {
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

fn one_batch_may_add_twice_to_one_document(store: &dyn Store) {
    let board = created(store, "a/core/board");
    let batch = [append(&board, 0, b"one"), append(&board, 1, b"two"), append(&board, 1, b"three")];
    let outcomes = store.commit(&batch).expect("commit");
    assert_eq!(outcomes, [Outcome::Stored(1), Outcome::Stored(2), Outcome::HeadMoved(2)]);
    assert_eq!(store.commit(&[]).expect("commit"), []);
}

/// protocol.md C2.
fn a_client_id_belongs_to_one_person(store: &dyn Store) {
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

/// protocol.md C3, R20.
fn a_new_generation_refuses_the_old_and_burns_its_client_ids(store: &dyn Store) {
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

fn a_document_is_made_once(store: &dyn Store) {
    let board = document("a/core/board");
    assert!(store.create(&board, b"first").expect("create"));
    commit_one(store, append(&board, 0, b"one"));
    assert!(!store.create(&board, b"second").expect("create"));
    let stored = load(store, &board);
    assert_eq!((stored.head, stored.wrapped_key), (1, b"first".to_vec()));
}

fn a_batch_is_found_by_its_id(store: &dyn Store) {
    let (board, desk) = (created(store, "a/core/board"), created(store, "a/core/desk"));
    commit_one(store, append(&board, 0, b"one"));
    commit_one(store, Append { batch: [9; 16], ..append(&board, 1, b"two") });
    assert_eq!(store.find_batch(&board, &[9; 16]).expect("find"), Some(2));
    assert_eq!(store.find_batch(&desk, &[9; 16]).expect("find"), None);
    assert_eq!(store.find_batch(&document("a/b/board"), &[9; 16]).expect("find"), None);
}

fn a_tail_begins_after_what_is_known(store: &dyn Store) {
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

fn compaction_happens_only_on_what_was_believed(store: &dyn Store) {
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

fn compaction_leaves_newer_records(store: &dyn Store) {
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

/// design.md section 4: snapshot and tail, and a frozen version, are each one read transaction.
fn many_documents_are_read_from_one_moment(store: Arc<dyn Store>) {
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

fn documents_are_listed_by_case(store: &dyn Store) {
    for name in ["a/school/board", "a/core/desk", "aa/core/board", "a/core/board", "a-b/core/board", "b/core/board"] {
        created(store, name);
    }
    let names: Vec<String> = store.documents_of(&case("a")).expect("list").iter().map(DocumentId::to_string).collect();
    assert_eq!(names, ["a/core/board", "a/core/desk", "a/school/board"]);
    assert!(store.documents_of(&case("c")).expect("list").is_empty());
}

fn keys_are_kept_once(store: &dyn Store) {
    let (a, core) = (case("a"), room("core"));
    assert_eq!(store.get_room(&a, &core).expect("get"), None);
    assert!(store.put_room(&a, &core, b"one").expect("put"));
    assert!(!store.put_room(&a, &core, b"two").expect("put"));
    assert_eq!(store.get_room(&a, &core).expect("get"), Some(b"one".to_vec()));
    assert_eq!(store.get_room(&case("b"), &core).expect("get"), None);
    assert_eq!(store.get_case(&a).expect("get"), None);
    assert!(store.put_case(&a, b"one").expect("put"));
    assert!(!store.put_case(&a, b"two").expect("put"));
    assert_eq!(store.get_case(&a).expect("get"), Some(b"one".to_vec()));
}

fn a_register_is_replaced_only_by_who_knew_it(store: &dyn Store) {
    let a = case("a");
    assert_eq!(store.get_register(&a).expect("get"), None);
    assert_eq!(store.put_register(&a, 1, b"x").expect("put"), Revised::Moved(0));
    assert_eq!(store.put_register(&a, 0, b"one").expect("put"), Revised::Stored(1));
    assert_eq!(store.put_register(&a, 0, b"x").expect("put"), Revised::Moved(1));
    assert_eq!(store.put_register(&a, 1, b"two").expect("put"), Revised::Stored(2));
    let register = store.get_register(&a).expect("get").expect("it is there");
    assert_eq!((register.revision, register.sealed), (2, b"two".to_vec()));
    store.put_register(&case("0"), 0, b"x").expect("put");
    assert_eq!(store.list_cases().expect("list"), [case("0"), a]);
}

fn sessions_end(store: &dyn Store) {
    for (hash, name, expires) in [(1, "noor", 10), (2, "noor", 20), (3, "youssef", 10), (4, "youssef", u64::MAX)] {
        store.put_session(&[hash; 32], &session(name, expires)).expect("put");
    }
    assert_eq!(store.get_session(&[2; 32]).expect("get"), Some(session("noor", 20)));
    assert_eq!(store.get_session(&[9; 32]).expect("get"), None);
    store.put_session(&[2; 32], &session("noor", 30)).expect("put");
    assert_eq!(store.get_session(&[2; 32]).expect("get"), Some(session("noor", 30)));
    assert!(store.delete_session(&[1; 32]).expect("delete"));
    assert!(!store.delete_session(&[1; 32]).expect("delete"));
    assert_eq!(store.sweep_sessions(9).expect("sweep"), [[0; 32]; 0]);
    assert_eq!(store.sweep_sessions(10).expect("sweep"), [[3; 32]]);
    assert_eq!(store.end_sessions_of(&case("b"), &person("noor")).expect("end"), [[0; 32]; 0]);
    assert_eq!(store.end_sessions_of(&case("a"), &person("noor")).expect("end"), [[2; 32]]);
    assert_eq!(store.get_session(&[2; 32]).expect("get"), None);
    assert!(store.get_session(&[4; 32]).expect("get").is_some());
}

fn a_version_is_frozen_once(store: &dyn Store) {
    let a = case("a");
    // The second has the lower id: the order is that of freezing.
    assert!(store.put_version(&a, &version(2), b"first").expect("put"));
    assert!(store.put_version(&a, &version(1), b"second").expect("put"));
    let changed = Version { meta: b"changed".to_vec(), ..version(2) };
    assert!(!store.put_version(&a, &changed, b"changed").expect("put"));
    assert_eq!(store.list_versions(&a).expect("list"), [version(2), version(1)]);
    assert_eq!(store.get_version(&a, item(2)).expect("get"), Some((version(2), b"first".to_vec())));
    assert_eq!(store.get_version(&a, item(3)).expect("get"), None);
    assert_eq!(store.get_version(&case("b"), item(2)).expect("get"), None);
    assert!(store.list_versions(&case("b")).expect("list").is_empty());
}

fn small_values_are_replaced(store: &dyn Store) {
    assert_eq!(store.get_meta("key-check").expect("get"), None);
    store.put_meta("key-check", b"one").expect("put");
    store.put_meta("key-check", b"two").expect("put");
    assert_eq!(store.get_meta("key-check").expect("get"), Some(b"two".to_vec()));
}

fn append(document: &DocumentId, expected_head: u64, record: &[u8]) -> Append {
    Append {
        document: document.clone(),
        generation: 1,
        expected_head,
        record: record.to_vec(),
        bindings: Vec::new(),
        claims: Vec::new(),
        batch: [0; 16],
    }
}

fn claim(number: u8, kind: Kind) -> Claim {
    Claim { item: item(number), kind, words_of: None }
}

fn commit_one(store: &dyn Store, append: Append) -> Outcome {
    let outcomes = store.commit(&[append]).expect("commit");
    assert_eq!(outcomes.len(), 1);
    outcomes[0]
}

fn created(store: &dyn Store, name: &str) -> DocumentId {
    let document = document(name);
    assert!(store.create(&document, b"key").expect("create"));
    document
}

fn load(store: &dyn Store, document: &DocumentId) -> crate::contract::Stored {
    let mut stored = store.load(std::slice::from_ref(document)).expect("load");
    stored.pop().flatten().expect("the document is there")
}

fn session(name: &str, expires: u64) -> Session {
    Session { case: case("a"), person: person(name), created: 1, expires }
}

fn version(number: u8) -> Version {
    Version { id: item(number), rooms: vec![room("core"), room("pair:noor:youssef")], meta: vec![number] }
}

fn item(number: u8) -> ItemId {
    ItemId::from_random([number; 16])
}

fn document(name: &str) -> DocumentId {
    DocumentId::parse(name).expect("a name of the suite")
}

fn case(name: &str) -> CaseId {
    CaseId::parse(name).expect("a name of the suite")
}

fn room(name: &str) -> RoomId {
    RoomId::parse(name).expect("a name of the suite")
}

fn person(name: &str) -> PersonId {
    PersonId::parse(name).expect("a name of the suite")
}
