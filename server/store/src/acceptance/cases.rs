//! Cases: the keys of cases and rooms, and the register.

use super::{case, room};
use crate::contract::{Revised, Store};

pub(super) fn keys_are_kept_once(store: &dyn Store) {
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

pub(super) fn a_register_is_replaced_only_by_who_knew_it(store: &dyn Store) {
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

pub(super) fn all_wrappings_change_at_once_or_none(store: &dyn Store) {
    for name in ["a", "b"] {
        store.put_case(&case(name), b"old").expect("put");
        store.put_room(&case(name), &room("core"), b"old").expect("put");
    }
    store.put_meta("check", b"old").expect("put");
    let mut keys = store.wrapped_keys().expect("keys");
    assert_eq!((keys.cases.len(), keys.rooms.len()), (2, 2));
    keys.cases.iter_mut().for_each(|(_, key)| *key = b"new".to_vec());
    keys.rooms.iter_mut().for_each(|(_, _, key)| *key = b"new".to_vec());
    store.put_room(&case("b"), &room("late"), b"old").expect("put");
    assert!(!store.rewrap(&keys, "check", b"new").expect("rewrap"), "a room came meanwhile");
    assert_eq!(store.get_meta("check").expect("meta"), Some(b"old".to_vec()));
    assert_eq!(store.get_case(&case("a")).expect("case"), Some(b"old".to_vec()));
    keys.rooms.push((case("b"), room("late"), b"new".to_vec()));
    assert!(store.rewrap(&keys, "check", b"new").expect("rewrap"));
    assert_eq!(store.wrapped_keys().expect("keys"), keys);
    assert_eq!(store.get_meta("check").expect("meta"), Some(b"new".to_vec()));
}
