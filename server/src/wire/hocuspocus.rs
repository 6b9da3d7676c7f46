//! The Hocuspocus dialect: each message starts with the name of its document (docs/protocol.md H1–H6).

use bytes::Bytes;
use samenbeeld_schema::protocol::{hocuspocus as kind, sync};

use super::frame::{self, Frame};
use super::lib0::{Reader, put_bytes, put_number};
use super::{ClientMessage, ServerMessage, WireError};

/// What one binary message of a client holds.
#[derive(Debug, PartialEq, Eq)]
pub enum Incoming {
    /// The name as sent (valid UTF-8, not yet a document id) and what is said about it.
    Document(Bytes, ClientMessage),
    Ping,
    Pong,
}

/// Reads one binary message.
pub fn decode(message: Bytes) -> Result<Incoming, WireError> {
    // Ping and Pong are a bare byte. A name of 9 or 10 bytes starts with the same byte, but has more after it.
    match message.as_ref() {
        [byte] if u64::from(*byte) == kind::PING => return Ok(Incoming::Ping),
        [byte] if u64::from(*byte) == kind::PONG => return Ok(Incoming::Pong),
        _ => {}
    }
    let mut reader = Reader::new(message);
    let name = reader.text()?;
    let content = match reader.number()? {
        kind::SYNC => match reader.number()? {
            sync::STEP1 => ClientMessage::Step1(reader.bytes()?),
            sync::STEP2 => ClientMessage::Step2(reader.bytes()?),
            sync::UPDATE => ClientMessage::Update(reader.bytes()?),
            _ => return Err(WireError::Kind),
        },
        kind::AWARENESS => ClientMessage::Awareness(reader.bytes()?),
        kind::AUTH => match reader.number()? {
            // The client's version follows the token; it is not needed.
            0 => return Ok(Incoming::Document(name, ClientMessage::Auth { token: reader.text()? })),
            _ => return Err(WireError::Kind),
        },
        kind::QUERY_AWARENESS => ClientMessage::QueryAwareness,
        kind::CLOSE => return Ok(Incoming::Document(name, ClientMessage::Detach)),
        // SyncReply is never sent by a client we know; Stateless and BroadcastStateless have no meaning upwards.
        4..=6 => return Ok(Incoming::Document(name, ClientMessage::Ignored)),
        _ => return Err(WireError::Kind),
    };
    reader.end()?;
    Ok(Incoming::Document(name, content))
}

/// Writes one message as a frame.
pub fn encode(document: &str, message: &ServerMessage) -> Frame {
    let size = match message {
        ServerMessage::Step1(bytes)
        | ServerMessage::Step2(bytes)
        | ServerMessage::Update(bytes)
        | ServerMessage::Awareness(bytes) => bytes.len(),
        ServerMessage::Notice(text) | ServerMessage::Closed(text) => text.len(),
        _ => 16,
    };
    frame::binary(size + document.len() + 8, |out| {
        put_bytes(out, document.as_bytes());
        match message {
            ServerMessage::Step1(bytes) => put_sync(out, sync::STEP1, bytes),
            ServerMessage::Step2(bytes) => put_sync(out, sync::STEP2, bytes),
            ServerMessage::Update(bytes) => put_sync(out, sync::UPDATE, bytes),
            ServerMessage::Awareness(bytes) => {
                put_number(out, kind::AWARENESS);
                put_bytes(out, bytes);
            }
            ServerMessage::SyncStatus(stored) => {
                put_number(out, kind::SYNC_STATUS);
                out.push(u8::from(*stored));
            }
            ServerMessage::Notice(json) => {
                put_number(out, kind::STATELESS);
                put_bytes(out, json.as_bytes());
            }
            ServerMessage::Closed(reason) => {
                put_number(out, kind::CLOSE);
                put_bytes(out, reason.as_bytes());
            }
            ServerMessage::Welcome { writable } => {
                put_number(out, kind::AUTH);
                put_number(out, 2);
                put_bytes(out, if *writable { b"read-write" } else { b"readonly" });
            }
        }
    })
}

/// The denial of a document: permission denied, with the close code in the reason.
pub fn denied(document: &str, reason: &str) -> Frame {
    frame::binary(document.len() + reason.len() + 8, |out| {
        put_bytes(out, document.as_bytes());
        put_number(out, kind::AUTH);
        put_number(out, 1);
        put_bytes(out, reason.as_bytes());
    })
}

/// The bare ping that keeps an official client's socket open.
pub fn ping() -> Frame {
    frame::binary(1, |out| put_number(out, kind::PING))
}

/// The bare pong.
pub fn pong() -> Frame {
    frame::binary(1, |out| put_number(out, kind::PONG))
}

fn put_sync(out: &mut Vec<u8>, step: u64, bytes: &[u8]) {
    put_number(out, kind::SYNC);
    put_number(out, step);
    put_bytes(out, bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes as the official provider sends them (document `d`).
    #[test]
    fn the_official_clients_bytes_are_read() {
        let auth = [1, b'd', 2, 0, 2, b't', b'k', 5, b'4', b'.', b'8', b'.', b'0'];
        assert_eq!(
            decode(Bytes::copy_from_slice(&auth)),
            Ok(Incoming::Document("d".into(), ClientMessage::Auth { token: "tk".into() }))
        );
        let step1 = [1, b'd', 0, 0, 1, 0];
        assert_eq!(
            decode(Bytes::copy_from_slice(&step1)),
            Ok(Incoming::Document("d".into(), ClientMessage::Step1(Bytes::from_static(&[0]))))
        );
        assert_eq!(decode(Bytes::from_static(&[10])), Ok(Incoming::Pong));
        assert_eq!(
            decode(Bytes::from_static(&[1, b'd', 7])),
            Ok(Incoming::Document("d".into(), ClientMessage::Detach))
        );
    }

    #[test]
    fn the_servers_bytes_are_what_the_official_client_reads() {
        assert_eq!(encode("d", &ServerMessage::SyncStatus(true)).0[2..], [1, b'd', 8, 1]);
        assert_eq!(encode("d", &ServerMessage::Step2(Bytes::from_static(&[0, 0]))).0[2..], [1, b'd', 0, 1, 2, 0, 0]);
        assert_eq!(encode("d", &ServerMessage::Closed("rev".into())).0[2..], [1, b'd', 7, 3, b'r', b'e', b'v']);
    }

    #[test]
    fn odd_bytes_are_refused_without_harm() {
        for bytes in [
            &[][..],
            &[1],
            &[1, b'd'],
            &[1, b'd', 0],
            &[1, b'd', 0, 9, 0],
            &[1, b'd', 200, 1],
            &[1, 0xff, 0, 0, 0],
            &[1, b'd', 0, 0, 1, 0, 9],
        ] {
            assert!(decode(Bytes::copy_from_slice(bytes)).is_err(), "{bytes:?}");
        }
    }
}
