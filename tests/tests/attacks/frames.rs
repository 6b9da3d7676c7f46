//! Messages of the Hocuspocus dialect that are none.

use samenbeeld_tests::frames::{auth, awareness, presence, raw, sync};
use samenbeeld_tests::wire::Put;

/// Name, bytes, and whether the socket must close (H5) or may let them lie.
pub fn over_sync(document: &str) -> Vec<(&'static str, Vec<u8>, bool)> {
    let name = Some(document);
    let state_vector = |entries: &[u64]| {
        let mut body = Vec::new();
        entries.iter().for_each(|n| body.uint(*n));
        sync(name, 0, &body)
    };
    let mut many = Vec::new();
    many.uint(1 << 28);
    vec![
        ("an empty message", Vec::new(), true),
        ("a name that ends too early", vec![20, b'a'], true),
        ("a name without a type", raw(name, 0, &[])[..document.len() + 1].to_vec(), true),
        ("an unknown type", raw(name, 77, &[1, 2, 3]), true),
        ("a type that is no number", raw(name, 1 << 60, &[]), true),
        ("an unknown sync message", raw(name, 0, &[9, 0]), true),
        ("a sync message without a body", raw(name, 0, &[2]), true),
        ("a body longer than the message", raw(name, 0, &[2, 200, 1]), true),
        ("random bytes", (0..200u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80).collect(), true),
        ("SyncReply from a client", raw(name, 4, &[0, 1, 0]), false),
        ("Stateless from a client", raw(name, 5, &[2, b'h', b'i']), false),
        ("BroadcastStateless from a client", raw(name, 6, &[2, b'h', b'i']), false),
        ("SyncStatus from a client", raw(name, 8, &[1]), false),
        ("2^28 entries in a state vector", state_vector(&[1 << 28]), false),
        ("a state vector with a clock of 2^40", state_vector(&[1, 5, 1 << 40]), false),
        ("a state vector of nothing", sync(name, 0, &[]), false),
        ("2^28 presence entries declared", awareness(name, &many), false),
        ("presence outside a session", awareness(name, &presence(5, 0, r#"{"user":{"person":"noor"}}"#)), false),
        ("presence that is no JSON", awareness(name, &presence(5, 1, "{{{{")), false),
        ("presence of 2 KiB", awareness(name, &presence(5, 2, &format!("\"{}\"", "x".repeat(2048)))), false),
        ("presence with a clock of 2^60", awareness(name, &presence(5, 1 << 60, "{}")), false),
        ("a second Auth", auth(document, ""), false),
        ("an Auth with nonsense", auth(document, &"x".repeat(5000)), false),
        ("an unknown kind of Auth", raw(name, 2, &[7]), false),
        ("a document name with a NUL", auth("gezin-tuinder-kaspers/core/board\0abc", ""), false),
        ("a document name with dots", auth("../../etc/passwd", ""), false),
        ("a document name of 8 KB", auth(&"a".repeat(8192), ""), false),
        (
            "an update for a document that is not open",
            sync(Some("gezin-tuinder-kaspers/school/board"), 2, &[0, 0]),
            false,
        ),
    ]
}
