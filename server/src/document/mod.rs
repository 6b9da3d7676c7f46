//! Live documents.
//!
//! [`core`] decides everything one document does and knows no socket, clock or database. [`shard`] runs many cores on one
//! thread and carries out what they decide; [`load`] brings a document from the store. Dependencies point from shard to
//! core, never back.

pub mod authors;
pub mod claims;
pub mod content;
pub mod core;
pub mod documents;
pub mod entry;
pub mod load;
pub mod presence;
pub mod restore;
pub mod roots;
pub mod seat;
pub mod shard;
pub mod snapshot;
pub mod writing;

/// Milliseconds since 1970, from a clock that is handed in.
pub type Timestamp = u64;
