//! The document model of Samenbeeld: entities, where each field lives, how documents are read, written and composed.
//!
//! This crate knows no clock, no network and no file: time and randomness are inputs.
//!
//! - [`ids`]: names of cases, rooms, documents, persons and items
//! - [`text`]: texts and dates that can't be wrong
//! - [`field`]: what a field is, and how it goes to and from plain values
//! - [`model`]: the kinds of items with their fields, marks, and the register's facts
//! - [`doc`]: how that is laid out in a Yjs document; reading and writing (the only place that knows yrs)
//! - [`compose`]: one picture out of many documents
//! - [`protocol`]: wire constants, limits and the one table of errors

pub mod compose;
pub mod doc;
pub mod field;
pub mod ids;
pub mod model;
pub mod protocol;
pub mod text;

/// Version of the document model. Raised when a reader of the one before could misread.
pub const SCHEMA_VERSION: u32 = 1;
