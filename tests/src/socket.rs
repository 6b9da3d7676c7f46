//! One socket in each dialect, with methods named as what a client does. Every received byte is kept, for leak tests.

mod hocuspocus;
mod line;
mod y_websocket;

use std::fmt;

pub use self::hocuspocus::SyncSocket;
pub use self::y_websocket::YSocket;

use crate::frames;

/// How a socket ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// The close code; 1006 when the connection just broke.
    pub code: u16,
    /// The reason beside it.
    pub reason: String,
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the socket closed with {} {:?}", self.code, self.reason)
    }
}
impl std::error::Error for Closed {}

/// What happened to something that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Acknowledged: it is on disk.
    Saved,
    /// Refused, with the reason.
    Refused(String),
}

impl Outcome {
    /// The four digits of the refusal.
    pub fn code(&self) -> Option<u16> {
        match self {
            Self::Saved => None,
            Self::Refused(reason) => frames::code_in(reason),
        }
    }
}

/// What opening a document gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// `read-write` or `readonly`.
    pub scope: String,
    /// What we lacked.
    pub update: Vec<u8>,
    /// The state vector of the server.
    pub server_has: Vec<u8>,
}
