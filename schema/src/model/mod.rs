//! What there is to say: the kinds of items with their fields, marks, closed lists of words, and the register's facts.
//!
//! - [`choices`]: closed lists of words and their identifiers
//! - `voice`, `board`, `desk`: the entities by their home
//! - [`kind`]: all kinds of items, and their homes
//! - [`mark`]: what a person says of an item
//! - [`draft`]: what a person is still writing
//! - [`facts`]: what the register says

pub mod board;
pub mod choices;
pub mod desk;
pub mod draft;
mod entity;
pub mod facts;
pub mod kind;
pub mod mark;
pub mod voice;

pub use board::*;
pub use choices::*;
pub use desk::*;
pub use draft::{Draft, Ready};
pub use entity::Entity;
pub use facts::*;
pub use kind::{Content, Fields, Home, Kind};
pub use mark::{Fingerprint, Mark, MarkField, MarkValue};
pub use voice::*;
