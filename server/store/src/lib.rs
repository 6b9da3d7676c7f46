//! Keeps what must not be lost, sealed: the journal of every document, snapshots, versions, the register, sessions and the
//! log of who did what.
//!
//! - [`contract`]: the [`Store`] trait and its types; every implementation passes [`acceptance`].
//! - [`sqlite`]: the default, embedded. [`memory`]: for the simulator, with failures on demand.
//! - [`journal`]: the group commit over all documents, one thread, one fsync for all that gathered.
//! - [`seal`] and [`key_file`]: what lies on disk is ciphertext bound to its place. [`record`] and [`snapshot`]: what is
//!   inside.
//!
//! It knows neither Yjs nor rights: bytes come in sealed and go out sealed.

#[cfg(any(test, feature = "acceptance"))]
pub mod acceptance;
pub mod contract;
pub mod journal;
pub mod key_file;
pub mod memory;
mod owners;
pub mod record;
pub mod seal;
pub mod snapshot;
pub mod sqlite;

pub use contract::{
    Append, AuditAppend, Binding, Claim, Generation, Logged, Outcome, Owned, Register, Revised, Seq, Session,
    SessionHash, Standing, Store, StoreError, Stored, Tail, Unavailable, Version, WrappedKeys,
};
