//! Versions: frozen once, in their order.

use super::{case, item, room};
use crate::contract::{Store, Version};

pub(super) fn a_version_is_frozen_once(store: &dyn Store) {
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

pub(super) fn version(number: u8) -> Version {
    Version { id: item(number), rooms: vec![room("core"), room("pair:noor:youssef")], meta: vec![number] }
}
