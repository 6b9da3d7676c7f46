//! Sessions: kept, replaced, ended.

use samenbeeld_schema::ids::ItemId;

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
    let (phone, other) = (ItemId::from_random([1; 16]), ItemId::from_random([2; 16]));
    store.put_session(&[5; 32], &Session { device: Some(phone), ..session("noor", 30) }).expect("put");
    assert_eq!(store.get_session(&[5; 32]).expect("get").and_then(|session| session.device), Some(phone));
    assert!(store.tie_session(&[4; 32], other).expect("tie"));
    assert_eq!(store.get_session(&[4; 32]).expect("get").and_then(|session| session.device), Some(other));
    assert!(!store.tie_session(&[3; 32], other).expect("tie"));
    assert_eq!(store.get_session(&[3; 32]).expect("get"), None);
    let end = |name: &str, device| store.end_sessions_of(&case(name), &person("noor"), device).expect("end");
    assert_eq!(end("b", None), [[0; 32]; 0]);
    assert_eq!(end("a", Some(other)), [[0; 32]; 0]);
    assert_eq!(end("a", Some(phone)), [[5; 32]]);
    assert_eq!(end("a", None), [[2; 32]]);
    assert_eq!(store.get_session(&[2; 32]).expect("get"), None);
    assert!(store.get_session(&[4; 32]).expect("get").is_some());
}

pub(super) fn session(name: &str, expires: u64) -> Session {
    Session { case: case("a"), person: person(name), device: None, created: 1, expires }
}
