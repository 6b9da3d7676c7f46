//! Wire constants, limits, and the one table of errors.
//!
//! Each error has a code, an HTTP status, a WebSocket close code, what a client does next, and a Dutch sentence under
//! `error-<code>` in `schema/locales/nl.ftl` (a test asserts that it is there).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Largest WebSocket message a client may send, in bytes.
pub const FRAME_MAX: usize = 64 * 1024;
/// Largest encoded state of one document, in bytes.
pub const DOCUMENT_MAX: usize = 4 * 1024 * 1024;
/// Bytes that may wait for one slow reader before it gets a resync instead.
pub const OUTBOX_MAX: usize = 1024 * 1024;
/// Bytes of parked updates (clock gaps) per connection and document.
pub const PARKED_MAX: usize = 256 * 1024;
/// Documents one socket may have open.
pub const DOCUMENTS_PER_SOCKET_MAX: usize = 100;
/// Largest presence entry, in bytes.
pub const PRESENCE_MAX: usize = 1024;
/// Presence entries per document.
pub const PRESENCE_ENTRIES_MAX: usize = 64;
/// Characters of others that one person may take out of a document within the time below before how it was is kept.
pub const REMOVED_CHARACTERS_MAX: usize = 500;
/// Things of others that one person may take out of a document within the time below before how it was is kept.
pub const REMOVED_THINGS_MAX: usize = 10;
/// What was taken out counts for so many milliseconds.
pub const REMOVED_WITHIN_MS: usize = 10 * 60 * 1000;

/// The limits a client keeps to as well, by name, for the generated TypeScript.
pub const LIMITS: &[(&str, usize)] = &[
    ("frame_max", FRAME_MAX),
    ("document_max", DOCUMENT_MAX),
    ("outbox_max", OUTBOX_MAX),
    ("parked_max", PARKED_MAX),
    ("documents_per_socket_max", DOCUMENTS_PER_SOCKET_MAX),
    ("presence_max", PRESENCE_MAX),
    ("presence_entries_max", PRESENCE_ENTRIES_MAX),
    ("removed_characters_max", REMOVED_CHARACTERS_MAX),
    ("removed_things_max", REMOVED_THINGS_MAX),
    ("removed_within_ms", REMOVED_WITHIN_MS),
];

/// Message types of the Hocuspocus dialect (docs/protocol.md H1).
pub mod hocuspocus {
    pub const SYNC: u64 = 0;
    pub const AWARENESS: u64 = 1;
    pub const AUTH: u64 = 2;
    pub const QUERY_AWARENESS: u64 = 3;
    pub const STATELESS: u64 = 5;
    pub const CLOSE: u64 = 7;
    pub const SYNC_STATUS: u64 = 8;
    pub const PING: u64 = 9;
    pub const PONG: u64 = 10;
}

/// Message types of the y-websocket dialect (docs/protocol.md Y1).
pub mod y_websocket {
    pub const SYNC: u64 = 0;
    pub const AWARENESS: u64 = 1;
    pub const AUTH: u64 = 2;
    pub const QUERY_AWARENESS: u64 = 3;
}

/// Sync messages, the same in both dialects.
pub mod sync {
    pub const STEP1: u64 = 0;
    pub const STEP2: u64 = 1;
    pub const UPDATE: u64 = 2;
}

/// What a client does after an error. None of them loses text: see docs/protocol.md E1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Try again with growing pauses.
    Reconnect,
    /// Ask the person to come in again.
    LogIn,
    /// Keep the refused words as a conflict copy, show why, open a fresh document.
    KeepCopy,
    /// Keep unsent words, open a fresh document with a new client id, offer the words again.
    StartAfresh,
    /// Nothing to try: the thing isn't there for this person.
    Stop,
    /// Wait, then try again.
    Wait,
}

macro_rules! errors {
    ($($(#[$doc:meta])* $name:ident, $code:literal, $status:literal, $close:literal, $next:ident;)*) => {
        /// Every error a peer can be told.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "kebab-case")]
        pub enum ErrorCode { $($(#[$doc])* $name,)* }

        impl ErrorCode {
            /// The whole table.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$name,)*];
            /// The code on the wire, also the name of its Dutch sentence (`error-<code>`).
            pub fn code(self) -> &'static str { match self { $(Self::$name => $code,)* } }
            /// The status of an HTTP answer.
            pub fn http_status(self) -> u16 { match self { $(Self::$name => $status,)* } }
            /// The close code of a WebSocket.
            pub fn close_code(self) -> u16 { match self { $(Self::$name => $close,)* } }
            /// What a client does next.
            pub fn next_step(self) -> NextStep { match self { $(Self::$name => NextStep::$next,)* } }
        }
    };
}

errors! {
    /// The bytes are not what they say they are.
    UpdateMalformed, "update-malformed", 400, 4400, KeepCopy;
    /// The request can't be read.
    RequestMalformed, "request-malformed", 400, 4400, Stop;
    /// No session, or one that ended; a ticket that is wrong, used up or too old.
    SessionEnded, "session-ended", 401, 4401, LogIn;
    /// What this person may do here changed while the socket stood; a new one gets what they may do now.
    RightsChanged, "rights-changed", 403, 4410, Reconnect;
    /// This person may read this document but not write it.
    WriteForbidden, "write-forbidden", 403, 4403, KeepCopy;
    /// This is somebody else's to do. What was asked did not happen.
    NotYours, "not-yours", 403, 4403, Stop;
    /// No such thing for this person: the same answer for what doesn't exist and what may not be read.
    NotFound, "not-found", 404, 4404, Stop;
    /// There is no open invitation behind this link: the same answer for a wrong, an old, a used and a dead one.
    InvitationClosed, "invitation-closed", 404, 4404, Stop;
    /// The code of an invitation is not this one; it may be tried again.
    CodeWrong, "code-wrong", 403, 4403, Stop;
    /// This person has as many devices as they may have.
    DevicesFull, "devices-full", 409, 4409, Stop;
    /// After signs of violence nothing joint is made without a named expert.
    NeedsExpert, "needs-expert", 409, 4409, Stop;
    /// Who leads the case hands it over before they go: else nobody would lead it.
    HandOverFirst, "hand-over-first", 409, 4409, Stop;
    /// Somebody can't be in a room of this kind.
    RoomUnsuitable, "room-unsuitable", 409, 4409, Stop;
    /// The socket said nothing in time.
    AuthTimeout, "auth-timeout", 408, 4408, Reconnect;
    /// The client id belongs to another person or to an older generation.
    ClientIdTaken, "client-id-taken", 409, 4409, StartAfresh;
    /// The item id is another person's, a joint thing's, or another kind of thing's.
    ItemIdTaken, "item-id-taken", 409, 4409, KeepCopy;
    /// The document was begun anew since this client last saw it.
    GenerationGone, "generation-gone", 409, 4409, StartAfresh;
    /// Something the update builds on never arrived.
    GapUnfilled, "gap-unfilled", 409, 4409, StartAfresh;
    /// Too large: one message, one text or the whole document.
    TooLarge, "too-large", 413, 4413, KeepCopy;
    /// Too many requests in a short time.
    TooMany, "too-many", 429, 4429, Wait;
    /// The server is stopping or moving.
    Restarting, "restarting", 503, 1012, Reconnect;
    /// This connection reads too slowly, or the server has too much to do.
    Overloaded, "overloaded", 503, 1013, Reconnect;
    /// What was sent can't be kept now. Nothing was acknowledged.
    StoreUnavailable, "store-unavailable", 503, 4503, Reconnect;
    /// This document is closed for writing until someone repaired it.
    DocumentQuarantined, "document-quarantined", 503, 4503, Wait;
    /// A fault of ours.
    Internal, "internal", 500, 1011, Reconnect;
}

impl ErrorCode {
    /// What stands in a close frame or a denial: `"<close code> <code>"`, so that clients that hide the number see it too.
    pub fn reason(self) -> String {
        format!("{} {}", self.close_code(), self.code())
    }
}
