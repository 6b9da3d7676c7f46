//! Presence messages. Whose an entry is, and what its JSON says, is the server's to judge (docs/protocol.md A1 to A4).

use crate::read::{Malformed, Reader};
use crate::{PRESENCE_ENTRIES_MAX, PRESENCE_MAX};

/// What one client says of its presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AwarenessEntry<'a> {
    /// The client it is about.
    pub client: u64,
    /// Counts up with every change of that client.
    pub clock: u32,
    /// The state as JSON text, not yet parsed.
    pub json: &'a str,
}

impl AwarenessEntry<'_> {
    /// Whether the client says that it left.
    pub fn is_gone(&self) -> bool {
        self.json == "null"
    }
}

/// Reads a presence message: at most [`PRESENCE_ENTRIES_MAX`] entries of [`PRESENCE_MAX`] bytes, each client once.
pub fn parse_awareness(bytes: &[u8]) -> Result<Vec<AwarenessEntry<'_>>, Malformed> {
    let mut reader = Reader::new(bytes);
    let count = reader.count(3)?;
    if count > PRESENCE_ENTRIES_MAX {
        return Err(Malformed::TooLarge);
    }
    let mut entries: Vec<AwarenessEntry<'_>> = Vec::with_capacity(count);
    for _ in 0..count {
        let client = reader.number()?;
        let clock = reader.clock()?;
        let json = reader.string(PRESENCE_MAX)?;
        if entries.iter().any(|entry| entry.client == client) {
            return Err(Malformed::DuplicateClient);
        }
        entries.push(AwarenessEntry { client, clock, json });
    }
    reader.end()?;
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presence_is_read_with_who_left() {
        let entries = parse_awareness(b"\x02\x07\x01\x02{}\x08\x05\x04null").unwrap();
        assert_eq!(entries.len(), 2);
        assert_eq!((entries[0].client, entries[0].clock, entries[0].json), (7, 1, "{}"));
        assert!(entries[1].is_gone() && !entries[0].is_gone());
        assert_eq!(parse_awareness(&[0]), Ok(vec![]));
    }

    #[test]
    fn presence_is_bounded() {
        assert_eq!(parse_awareness(&[0x80, 0x80, 0x80, 0x80, 0x01]), Err(Malformed::Count));
        assert_eq!(parse_awareness(b"\x02\x07\x01\x02{}\x07\x02\x02{}"), Err(Malformed::DuplicateClient));
        assert_eq!(parse_awareness(b"\x01\x07\x01\x02{}!"), Err(Malformed::Trailing));
        assert_eq!(parse_awareness(b"\x01\x07\x01\x02\xff\xff"), Err(Malformed::Utf8));
        let mut long = vec![1, 7, 1, 0x81, 0x08];
        long.extend([b'x'; 1025]);
        assert_eq!(parse_awareness(&long), Err(Malformed::TooLarge));
        let crowd: Vec<u8> = [65].into_iter().chain((0..65).flat_map(|client| [client, 1, 0])).collect();
        assert_eq!(parse_awareness(&crowd), Err(Malformed::TooLarge));
    }
}
