//! What every store must do, as one suite: an implementation is a store when [`suite`] passes on it.
//!
//! `make` gives an empty store each time. Surviving a new opening is [`survives_reopening`], for those that lie on disk.
//! Each subject has its checks in a file of its own.

mod audit;
mod cases;
mod commits;
mod documents;
mod items;
mod meta;
mod sessions;
mod versions;

use samenbeeld_schema::ids::{CaseId, DocumentId, ItemId, PersonId, RoomId};
use samenbeeld_schema::model::Kind;

use self::sessions::session;
use self::versions::version;
use crate::contract::{Append, Claim, Outcome, Store, Stored};

/// Runs every check, each on an empty store of its own.
pub fn suite(make: impl Fn() -> Box<dyn Store>) {
    commits::a_record_is_stored_at_the_place_after_the_head(&*make());
    commits::a_moved_head_is_refused_and_told(&*make());
    commits::a_refused_append_leaves_the_others_of_its_batch_alone(&*make());
    commits::one_batch_may_add_twice_to_one_document(&*make());
    commits::a_client_id_belongs_to_one_person(&*make());
    items::an_id_belongs_to_who_used_it_first(&*make());
    items::who_said_the_words_may_take_over_what_a_scribe_wrote(&*make());
    documents::a_new_generation_refuses_the_old_and_burns_its_client_ids(&*make());
    documents::a_document_is_made_once(&*make());
    commits::a_batch_is_found_by_its_id(&*make());
    documents::a_tail_begins_after_what_is_known(&*make());
    documents::compaction_happens_only_on_what_was_believed(&*make());
    documents::compaction_leaves_newer_records(&*make());
    documents::many_documents_are_read_from_one_moment(make().into());
    documents::documents_are_listed_by_case(&*make());
    cases::keys_are_kept_once(&*make());
    cases::all_wrappings_change_at_once_or_none(&*make());
    cases::a_register_is_replaced_only_by_who_knew_it(&*make());
    sessions::sessions_end(&*make());
    versions::a_version_is_frozen_once(&*make());
    audit::lines_are_added_only_after_the_last_one(&*make());
    audit::each_case_has_a_log_of_its_own(&*make());
    audit::of_many_that_add_at_once_none_writes_over_another(make().into());
    meta::small_values_are_replaced(&*make());
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
    store.append_audit(&[audit::lines("a", 0, &["line"])]).expect("log");
    let before = store.load(&[board.clone(), desk.clone()]).expect("load");
    drop(store);

    let store = reopen();
    assert_eq!(store.load(&[board.clone(), desk]).expect("load"), before);
    assert_eq!(store.get_session(&[1; 32]).expect("session"), Some(session("noor", 5)));
    assert_eq!(store.get_version(&case("a"), item(1)).expect("version"), Some((version(1), b"frozen".to_vec())));
    assert_eq!(store.get_register(&case("a")).expect("register").map(|register| register.revision), Some(1));
    assert_eq!(store.get_room(&case("a"), &room("core")).expect("room"), Some(b"room key".to_vec()));
    assert_eq!(store.audit_after(&case("a"), 0, 9).expect("log"), [(1, b"line".to_vec())]);
    assert_eq!(store.audit_head(&case("a")).expect("log"), Some((1, b"head of line".to_vec())));
    assert_eq!(commit_one(&*store, append(&board, 2, b"four")), Outcome::Stored(3));
    let others = Append { claims: vec![claim(3, Kind::Goal)], ..append(&board, 3, b"five") };
    assert_eq!(commit_one(&*store, others), Outcome::ItemTaken(item(3), Kind::Goal));
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

fn load(store: &dyn Store, document: &DocumentId) -> Stored {
    let mut stored = store.load(std::slice::from_ref(document)).expect("load");
    stored.pop().flatten().expect("the document is there")
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
