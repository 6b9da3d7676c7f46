//! Sessions: kept, replaced, ended.

use super::{case, person};
use crate::contract::{Session, Store};

pub(super) fn sessions_end(store: &dyn Store) {
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

pub(super) fn session(name: &str, expires: u64) -> Session {
    Session { case: case("a"), person: person(name), created: 1, expires }
}
