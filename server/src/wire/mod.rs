//! The two dialects on the wire, as values: bounded reading of what a client sent, writing of what it gets.
//!
//! Owns bytes ↔ messages and nothing else: who may do what is decided elsewhere. Rules: docs/protocol.md.

pub mod frame;
pub mod hocuspocus;
pub mod lib0;
pub mod y_websocket;

use bytes::Bytes;

pub use frame::Frame;

/// Which of the two dialects a socket speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Hocuspocus,
    YWebsocket,
}

/// Why the bytes of a message can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    #[error("the message ends too early")]
    Short,
    #[error("a number is too large")]
    Number,
    #[error("a text is not UTF-8")]
    Text,
    #[error("bytes are left after the message")]
    Trailing,
    #[error("a message of this kind is not known")]
    Kind,
}

/// What a client says about one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientMessage {
    /// Who I am (a ticket, or empty when the session cookie counts).
    Auth {
        token: Bytes,
    },
    /// What I have; tell me the rest.
    Step1(Bytes),
    /// What you lack.
    Step2(Bytes),
    /// What I just did.
    Update(Bytes),
    Awareness(Bytes),
    QueryAwareness,
    /// I close this document, the socket stays.
    Detach,
    /// Allowed, without meaning here (docs/protocol.md H5).
    Ignored,
}

impl ClientMessage {
    /// Bytes it holds while it waits.
    pub fn weight(&self) -> usize {
        match self {
            Self::Auth { token: bytes }
            | Self::Step1(bytes)
            | Self::Step2(bytes)
            | Self::Update(bytes)
            | Self::Awareness(bytes) => bytes.len() + 64,
            Self::QueryAwareness | Self::Detach | Self::Ignored => 64,
        }
    }
}

/// What the server says about one document, before it is put in a dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerMessage {
    Welcome {
        writable: bool,
    },
    Step1(Bytes),
    Step2(Bytes),
    Update(Bytes),
    Awareness(Bytes),
    /// Exactly one for each Update and Step2, in order (docs/protocol.md H3).
    SyncStatus(bool),
    /// A JSON text (docs/protocol.md H6).
    Notice(String),
    /// This document is denied or closed; the reason names the close code.
    Closed(String),
}

impl Dialect {
    /// The WebSocket frame for a message, or nothing when the dialect has no words for it.
    pub fn frame(self, document: &str, message: &ServerMessage) -> Option<Frame> {
        match self {
            Dialect::Hocuspocus => Some(hocuspocus::encode(document, message)),
            Dialect::YWebsocket => y_websocket::encode(message),
        }
    }
}
