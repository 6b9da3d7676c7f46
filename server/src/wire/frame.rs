//! A server's WebSocket frame, header included. Server frames are unmasked, so one encoding serves every socket.

use bytes::Bytes;

/// One whole WebSocket frame, ready for any socket of its dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame(pub Bytes);

const BINARY: u8 = 0x82;
const CLOSE: u8 = 0x88;
const PING: u8 = 0x89;
const PONG: u8 = 0x8a;
/// The longest payload of a control frame (RFC 6455, 5.5).
const CONTROL_MAX: usize = 125;
/// Room for the longest header before the payload.
const HEADER_MAX: usize = 10;

/// Builds a binary frame: the payload is written by `fill` once, the header put before it without moving the payload.
pub fn binary(size_hint: usize, fill: impl FnOnce(&mut Vec<u8>)) -> Frame {
    let mut buffer = Vec::with_capacity(HEADER_MAX + size_hint + 16);
    buffer.resize(HEADER_MAX, 0);
    fill(&mut buffer);
    let length = buffer.len() - HEADER_MAX;
    let start = match length {
        0..=125 => {
            buffer[HEADER_MAX - 2] = BINARY;
            buffer[HEADER_MAX - 1] = length as u8;
            HEADER_MAX - 2
        }
        126..=0xffff => {
            buffer[HEADER_MAX - 4] = BINARY;
            buffer[HEADER_MAX - 3] = 126;
            buffer[HEADER_MAX - 2..HEADER_MAX].copy_from_slice(&(length as u16).to_be_bytes());
            HEADER_MAX - 4
        }
        _ => {
            buffer[0] = BINARY;
            buffer[1] = 127;
            buffer[2..HEADER_MAX].copy_from_slice(&(length as u64).to_be_bytes());
            0
        }
    };
    Frame(Bytes::from(buffer).slice(start..))
}

/// A close frame with a code and a short ASCII reason (at most 123 bytes are kept).
pub fn close(code: u16, reason: &str) -> Frame {
    let mut payload = Vec::with_capacity(2 + reason.len());
    payload.extend_from_slice(&code.to_be_bytes());
    payload.extend_from_slice(reason.as_bytes());
    control(CLOSE, &payload)
}

/// A ping without payload: a browser answers it by itself.
pub fn ping() -> Frame {
    control(PING, &[])
}

/// The answer to a ping, with its payload.
pub fn pong(payload: &[u8]) -> Frame {
    control(PONG, payload)
}

fn control(kind: u8, payload: &[u8]) -> Frame {
    let payload = &payload[..payload.len().min(CONTROL_MAX)];
    let mut buffer = Vec::with_capacity(2 + payload.len());
    buffer.push(kind);
    buffer.push(payload.len() as u8);
    buffer.extend_from_slice(payload);
    Frame(buffer.into())
}

impl Frame {
    pub fn len(&self) -> usize {
        self.0.len()
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_grows_with_the_payload() {
        for (length, header) in [(0, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10)] {
            let frame = binary(length, |out| out.resize(out.len() + length, 7));
            assert_eq!(frame.len(), length + header);
            assert_eq!(frame.0[0], BINARY);
        }
    }
}
