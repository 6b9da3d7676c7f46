//! The document model of Samenbeeld: entities, where each field lives, how documents are read, written and composed.
//!
//! This crate knows no clock, no network and no file: time and randomness are inputs.
//!
//! - [`ids`]: names of cases, rooms, documents, persons and items
//! - [`protocol`]: wire constants, limits and the one table of errors

pub mod ids;
pub mod protocol;
