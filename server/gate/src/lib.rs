//! The gate: reads a peer's bytes before the CRDT library does, and judges them against what the store has.
//!
//! It owns the bounded parsers of update format v1, state vectors and presence, the [`Index`] of one document, and the
//! verdict on an update (docs/protocol.md G1 to G6). It does not own who may write (the server binds client ids to
//! persons and asks with [`Owner`]), nor which roots a kind of document has (the server answers through [`Roots`]).
//!
//! Documents here are flat (docs/document-format.md D3): every parent is a named root, a map entry has a key, a piece of
//! text has none. That is why a clock stands in exactly one *place*, a root with or without a key, and why the index
//! needs no tree.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

mod awareness;
mod chain;
mod draft;
mod index;
mod judge;
mod ranges;
mod read;
mod section;
mod state_vector;
mod stretch;
mod taken;
mod update;
mod value;
mod write;

pub use awareness::{AwarenessEntry, parse_awareness};
pub use index::Index;
pub use judge::{Accepted, Fresh, Refusal, Verdict};
pub use ranges::ClockRange;
pub use read::Malformed;
pub use state_vector::{StateVector, parse_state_vector};
pub use taken::Taken;
pub use update::{TextPiece, Update, parse_update};

/// Largest client id: what JavaScript can hold exactly.
pub const CLIENT_ID_MAX: u64 = (1 << 53) - 1;
/// Clocks stay below this, so that no sum or signed cast of them can overflow in any library.
pub const CLOCK_LIMIT: u32 = 1 << 31;
/// Clients of one document, and entries of one state vector.
pub const CLIENTS_MAX: usize = 10_000;
/// Deepest nesting of arrays and objects in one value.
pub const VALUE_DEPTH_MAX: usize = 16;
/// Entries of one object in a value.
pub const VALUE_KEYS_MAX: usize = 1_000;
/// Bytes of one string in a map value.
pub const VALUE_STRING_MAX: usize = 16 * 1024;
/// Bytes of one piece of text.
pub const TEXT_MAX: usize = 64 * 1024;
/// Bytes of a map key.
pub const KEY_MAX: usize = 256;
/// Bytes of a root's name.
pub const ROOT_MAX: usize = 256;
/// Clocks that one new block without content may take.
pub const EMPTY_BLOCK_MAX: u32 = 1_000_000;
/// Bytes of one update, and of one document's state.
pub const UPDATE_MAX: usize = 4 * 1024 * 1024;
/// Presence entries of one message.
pub const PRESENCE_ENTRIES_MAX: usize = 64;
/// Bytes of one presence entry.
pub const PRESENCE_MAX: usize = 1024;

/// What a root holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RootShape {
    /// Keys with plain values.
    Map,
    /// One running text.
    Text,
}

/// Which roots a document may have; the server answers from the schema (docs/document-format.md D11).
pub trait Roots {
    /// The shape of this root, or `None` when the document may not have it.
    fn shape(&self, root: &str) -> Option<RootShape>;
}

impl<F: Fn(&str) -> Option<RootShape>> Roots for F {
    fn shape(&self, root: &str) -> Option<RootShape> {
        self(root)
    }
}

/// Whose a client id is, as the server's bindings say (docs/protocol.md C1 to C3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    /// Bound to the sender of the update.
    Sender,
    /// Bound to nobody: the sender may take it.
    Free,
    /// Bound to another person.
    Other,
    /// Bound under an older generation of the document.
    Burnt,
}

/// One character or value: the client that made it and that client's clock then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Id {
    pub client: u64,
    pub clock: u32,
}
