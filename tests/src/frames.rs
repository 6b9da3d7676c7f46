//! Messages of the two dialects (docs/protocol.md S1, H1–H6, Y1–Y3), built and read by hand.

use crate::wire::{Cursor, Malformed, Put};

/// One message from the server, without the document's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// "This is what I have": a state vector.
    Step1(Vec<u8>),
    /// "This is what you lack": an update.
    Step2(Vec<u8>),
    /// What was committed since.
    Update(Vec<u8>),
    /// Presence entries, as they came.
    Awareness(Vec<u8>),
    /// "Send your presence."
    QueryAwareness,
    /// "Send a token."
    TokenWanted,
    /// Not for this person, with the reason.
    Denied(String),
    /// Read or write: `read-write` or `readonly`.
    Granted(String),
    /// A text beside the document.
    Stateless(String),
    /// This document is closed on this socket.
    Close(String),
    /// The answer to one Update or Step2: stored or refused.
    Status(bool),
    /// Anything else: its type and the rest.
    Other(u64, Vec<u8>),
}

/// What came over a socket in the Hocuspocus dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyncFrame {
    /// Is anyone there?
    Ping,
    /// Yes.
    Pong,
    /// A message of one document.
    Of(String, Message),
}

/// Reads a frame of the Hocuspocus dialect.
pub fn read_sync(frame: &[u8]) -> Result<SyncFrame, Malformed> {
    match frame {
        [9] => return Ok(SyncFrame::Ping),
        [10] => return Ok(SyncFrame::Pong),
        _ => {}
    }
    let mut cursor = Cursor::new(frame);
    let document = cursor.text()?.to_owned();
    let message = match cursor.uint()? {
        5 => Message::Stateless(cursor.text()?.to_owned()),
        7 => Message::Close(cursor.text()?.to_owned()),
        8 => Message::Status(cursor.uint()? == 1),
        other => read_message(other, &mut cursor)?,
    };
    Ok(SyncFrame::Of(document, message))
}

/// Reads a frame of the y-websocket dialect.
pub fn read_y(frame: &[u8]) -> Result<Message, Malformed> {
    let mut cursor = Cursor::new(frame);
    let kind = cursor.uint()?;
    read_message(kind, &mut cursor)
}

fn read_message(kind: u64, cursor: &mut Cursor<'_>) -> Result<Message, Malformed> {
    Ok(match kind {
        0 => match cursor.uint()? {
            0 => Message::Step1(cursor.buf()?.to_vec()),
            1 => Message::Step2(cursor.buf()?.to_vec()),
            2 => Message::Update(cursor.buf()?.to_vec()),
            _ => return Err(Malformed),
        },
        1 => Message::Awareness(cursor.buf()?.to_vec()),
        2 => match cursor.uint()? {
            0 if cursor.is_empty() => Message::TokenWanted,
            0 | 1 => Message::Denied(cursor.text()?.to_owned()),
            2 => Message::Granted(cursor.text()?.to_owned()),
            _ => return Err(Malformed),
        },
        3 => Message::QueryAwareness,
        other => Message::Other(other, cursor.rest().to_vec()),
    })
}

/// The front of a message: nothing in the y-websocket dialect, the document's name in the Hocuspocus one.
fn front(document: Option<&str>) -> Vec<u8> {
    let mut frame = Vec::new();
    if let Some(document) = document {
        frame.text(document);
    }
    frame
}

/// A sync message: 0 Step1, 1 Step2, 2 Update.
pub fn sync(document: Option<&str>, kind: u64, body: &[u8]) -> Vec<u8> {
    let mut frame = front(document);
    frame.uint(0);
    frame.uint(kind);
    frame.buf(body);
    frame
}

/// Presence.
pub fn awareness(document: Option<&str>, body: &[u8]) -> Vec<u8> {
    let mut frame = front(document);
    frame.uint(1);
    frame.buf(body);
    frame
}

/// One presence entry, as the body of an awareness message.
pub fn presence(client: u64, clock: u64, json: &str) -> Vec<u8> {
    let mut body = Vec::new();
    body.uint(1);
    body.uint(client);
    body.uint(clock);
    body.text(json);
    body
}

/// Auth of the Hocuspocus dialect, with a ticket or an empty token.
pub fn auth(document: &str, token: &str) -> Vec<u8> {
    let mut frame = front(Some(document));
    frame.uint(2);
    frame.uint(0);
    frame.text(token);
    frame.text("4.8.0");
    frame
}

/// Any message type with a raw rest, for what no client would send.
pub fn raw(document: Option<&str>, kind: u64, rest: &[u8]) -> Vec<u8> {
    let mut frame = front(document);
    frame.uint(kind);
    frame.extend_from_slice(rest);
    frame
}

/// The four digits in front of a reason (`"4404 not-found"`), which both dialects carry (docs/protocol.md H3, Y2).
pub fn code_in(reason: &str) -> Option<u16> {
    reason.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
        digits.chunks(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap()).collect()
    }

    /// The bytes that the official provider 4.8.0 was seen to exchange for a document named `d`.
    #[test]
    fn the_bytes_are_those_of_the_official_provider() {
        assert_eq!(auth("d", "tk"), hex("0164 02 00 02 746b 05 342e382e30"));
        assert_eq!(sync(Some("d"), 0, &[0]), hex("0164 00 00 01 00"));
        assert_eq!(sync(Some("d"), 1, &[0, 0]), hex("0164 00 01 02 0000"));
        assert_eq!(awareness(Some("d"), &presence(5, 0, "{}")), hex("0164 01 06 01 05 00 02 7b7d"));
        for (bytes, message) in [
            ("0164 02 02 0a 726561642d7772697465", Message::Granted("read-write".into())),
            ("0164 02 01 04 34343033", Message::Denied("4403".into())),
            ("0164 02 00", Message::TokenWanted),
            ("0164 08 01", Message::Status(true)),
            ("0164 08 00", Message::Status(false)),
            ("0164 05 02 6869", Message::Stateless("hi".into())),
            ("0164 07 03 726576", Message::Close("rev".into())),
            ("0164 03", Message::QueryAwareness),
        ] {
            assert_eq!(read_sync(&hex(bytes)), Ok(SyncFrame::Of("d".into(), message)));
        }
        assert_eq!(read_sync(&[9]), Ok(SyncFrame::Ping));
        assert_eq!(code_in("4404 not-found"), Some(4404));
    }
}
