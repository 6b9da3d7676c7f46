use super::*;
use crate::acceptance;

#[test]
fn it_is_a_store() {
    acceptance::suite(|| Box::new(MemoryStore::new()));
}

#[test]
fn everything_survives_reopening() {
    let store = MemoryStore::new();
    acceptance::survives_reopening(Box::new(store.clone()), move || Box::new(store.reopen()));
}

#[test]
fn it_fails_as_it_was_told() {
    let store = MemoryStore::new();
    let document = DocumentId::parse("a/core/board").unwrap();
    let append = Append {
        document: document.clone(),
        generation: 1,
        expected_head: 0,
        record: vec![1],
        bindings: Vec::new(),
        claims: Vec::new(),
        batch: [3; 16],
    };
    store.create(&document, b"key").unwrap();
    store.fail_next_commit(Failure::Before(StoreError::Full));
    store.fail_next_commit(Failure::After(StoreError::Fatal));
    assert_eq!(store.commit(std::slice::from_ref(&append)), Err(StoreError::Full));
    assert_eq!(store.find_batch(&document, &[3; 16]), Ok(None));
    assert_eq!(store.commit(std::slice::from_ref(&append)), Err(StoreError::Fatal));
    assert_eq!(store.find_batch(&document, &[3; 16]), Err(StoreError::Fatal));
    assert_eq!(store.reopen().find_batch(&document, &[3; 16]), Ok(Some(1)), "stored, only the answer was lost");
}
