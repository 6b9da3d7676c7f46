//! Presence messages stay within their bounds.

use samenbeeld_gate::{PRESENCE_ENTRIES_MAX, PRESENCE_MAX, parse_awareness};

pub fn target(bytes: &[u8]) {
    if let Ok(entries) = parse_awareness(bytes) {
        assert!(entries.len() <= PRESENCE_ENTRIES_MAX);
        assert!(entries.iter().all(|entry| entry.json.len() <= PRESENCE_MAX));
    }
}
