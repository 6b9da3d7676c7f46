//! The log of who did what: added to at its end only, each case for itself.

use std::sync::Arc;
use std::thread;

use super::case;
use crate::contract::{AuditAppend, Logged, Store};

pub(super) fn lines_are_added_only_after_the_last_one(store: &dyn Store) {
    let a = case("a");
    assert_eq!(store.audit_head(&a).expect("head"), None);
    assert!(store.audit_after(&a, 0, 10).expect("read").is_empty());
    assert_eq!(log(store, lines("a", 0, &["one", "two"])), Logged::Stored(2));
    assert_eq!(log(store, lines("a", 0, &["forged"])), Logged::Moved(2));
    assert_eq!(log(store, lines("a", 3, &["with a hole"])), Logged::Moved(2));
    assert_eq!(log(store, lines("a", 2, &["three"])), Logged::Stored(3));
    assert_eq!(store.audit_head(&a).expect("head"), Some((3, b"head of three".to_vec())));
    let all = [(1, b"one".to_vec()), (2, b"two".to_vec()), (3, b"three".to_vec())];
    assert_eq!(store.audit_after(&a, 0, 10).expect("read"), all);
    assert_eq!(store.audit_after(&a, 1, 1).expect("read"), all[1..2]);
    assert!(store.audit_after(&a, 3, 10).expect("read").is_empty());
    assert!(store.audit_after(&a, u64::MAX, 10).expect("read").is_empty());
}

pub(super) fn each_case_has_a_log_of_its_own(store: &dyn Store) {
    let batch =
        [lines("a", 0, &["one"]), lines("b", 7, &["refused"]), lines("b", 0, &["two"]), lines("a", 1, &["three"])];
    let outcomes = store.append_audit(&batch).expect("append");
    assert_eq!(outcomes, [Logged::Stored(1), Logged::Moved(0), Logged::Stored(1), Logged::Stored(2)]);
    assert_eq!(store.audit_after(&case("b"), 0, 10).expect("read"), [(1, b"two".to_vec())]);
    assert!(store.audit_after(&case("c"), 0, 10).expect("read").is_empty());
}

pub(super) fn of_many_that_add_at_once_none_writes_over_another(store: Arc<dyn Store>) {
    const EACH: u64 = 20;
    let writers: Vec<_> = (0..4)
        .map(|name| {
            let store = store.clone();
            thread::spawn(move || {
                for number in 0..EACH {
                    let line = format!("{name} {number}");
                    let mut head = 0;
                    while let Logged::Moved(now) = log(&*store, lines("a", head, &[&line])) {
                        head = now;
                    }
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().expect("a writer");
    }
    let kept = store.audit_after(&case("a"), 0, 1000).expect("read");
    assert!(kept.iter().map(|(seq, _)| *seq).eq(1..=4 * EACH), "a hole");
    let distinct: std::collections::BTreeSet<_> = kept.iter().map(|(_, line)| line).collect();
    assert_eq!(distinct.len() as u64, 4 * EACH);
}

fn log(store: &dyn Store, append: AuditAppend) -> Logged {
    store.append_audit(&[append]).expect("append")[0]
}

pub(super) fn lines(name: &str, expected_head: u64, lines: &[&str]) -> AuditAppend {
    let head = format!("head of {}", lines.last().expect("a line"));
    let lines = lines.iter().map(|line| line.as_bytes().to_vec()).collect();
    AuditAppend { case: case(name), expected_head, lines, head: head.into_bytes() }
}
