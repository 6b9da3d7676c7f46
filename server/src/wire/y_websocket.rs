//! The y-websocket dialect: one socket, one document (docs/protocol.md Y1, Y2).

use bytes::Bytes;
use samenbeeld_schema::protocol::{sync, y_websocket as kind};

use super::frame::{self, Frame};
use super::lib0::{Reader, put_bytes, put_number};
use super::{ClientMessage, ServerMessage, WireError};

/// Reads one binary message.
pub fn decode(message: Bytes) -> Result<ClientMessage, WireError> {
    let mut reader = Reader::new(message);
    let content = match reader.number()? {
        kind::SYNC => match reader.number()? {
            sync::STEP1 => ClientMessage::Step1(reader.bytes()?),
            sync::STEP2 => ClientMessage::Step2(reader.bytes()?),
            sync::UPDATE => ClientMessage::Update(reader.bytes()?),
            _ => return Err(WireError::Kind),
        },
        kind::AWARENESS => ClientMessage::Awareness(reader.bytes()?),
        kind::QUERY_AWARENESS => ClientMessage::QueryAwareness,
        _ => return Err(WireError::Kind),
    };
    reader.end()?;
    Ok(content)
}

/// Writes one message as a frame; nothing when this dialect has no words for it.
pub fn encode(message: &ServerMessage) -> Option<Frame> {
    let step = |step: u64, bytes: &Bytes| {
        frame::binary(bytes.len() + 8, |out| {
            put_number(out, kind::SYNC);
            put_number(out, step);
            put_bytes(out, bytes);
        })
    };
    match message {
        ServerMessage::Step1(bytes) => Some(step(sync::STEP1, bytes)),
        ServerMessage::Step2(bytes) => Some(step(sync::STEP2, bytes)),
        ServerMessage::Update(bytes) => Some(step(sync::UPDATE, bytes)),
        ServerMessage::Awareness(bytes) => Some(frame::binary(bytes.len() + 8, |out| {
            put_number(out, kind::AWARENESS);
            put_bytes(out, bytes);
        })),
        ServerMessage::Closed(reason) => Some(denied(reason)),
        ServerMessage::Welcome { .. } | ServerMessage::SyncStatus(_) | ServerMessage::Notice(_) => None,
    }
}

/// "Permission denied" with a reason; a close frame follows it.
pub fn denied(reason: &str) -> Frame {
    frame::binary(reason.len() + 8, |out| {
        put_number(out, kind::AUTH);
        put_number(out, 0);
        put_bytes(out, reason.as_bytes());
    })
}

/// An empty awareness: keeps the client's watchdog calm.
pub fn heartbeat() -> Frame {
    frame::binary(3, |out| out.extend_from_slice(&[1, 1, 0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_official_clients_bytes_are_read() {
        assert_eq!(decode(Bytes::from_static(&[0, 0, 1, 0])), Ok(ClientMessage::Step1(Bytes::from_static(&[0]))));
        assert_eq!(
            decode(Bytes::from_static(&[0, 2, 2, 0, 0])),
            Ok(ClientMessage::Update(Bytes::from_static(&[0, 0])))
        );
        assert_eq!(decode(Bytes::from_static(&[3])), Ok(ClientMessage::QueryAwareness));
    }

    #[test]
    fn two_messages_in_one_frame_are_refused() {
        assert_eq!(decode(Bytes::from_static(&[0, 0, 1, 0, 0, 0, 1, 0])), Err(WireError::Trailing));
    }
}
