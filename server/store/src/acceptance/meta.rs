//! The small values of the whole store.

use crate::contract::Store;

pub(super) fn small_values_are_replaced(store: &dyn Store) {
    assert_eq!(store.get_meta("key-check").expect("get"), None);
    store.put_meta("key-check", b"one").expect("put");
    store.put_meta("key-check", b"two").expect("put");
    assert_eq!(store.get_meta("key-check").expect("get"), Some(b"two".to_vec()));
}
