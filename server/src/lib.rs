//! Samenbeeld hosts the gedeelde verklarende analyse as live documents.
//!
//! The way of an edit: [`socket`] takes a frame, [`wire`] reads it, [`document`] judges it with the gate and asks for its
//! commit, [`vault`] seals it and its journal brings it to disk; only then it is sent on and acknowledged.
//!
//! - [`access`]: who may do what, as types; [`register`]: persons, rooms, consent
//! - [`audit`]: the log of who did what; what can't be written down is not answered
//! - [`http`]: the API and the client's files
//! - [`version`]: frozen versions and their check; [`demo`]: the invented family
//! - [`office`]: where workers come in; [`ways_in`]: personal links, codes, devices and passkeys; [`succession`]: a room that goes on with others
//! - [`app`], [`config`], [`terminal`], [`doctor`], [`telemetry`], [`clock`], [`words`], [`error`]: the program around it
//!
//! Dependencies point one way: socket and http → document → {vault, wire}; audit → {access, register, vault}; access → register → vault.

pub mod access;
pub mod app;
pub mod audit;
pub mod calendar;
pub mod clock;
pub mod composed;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod document;
pub mod error;
pub mod http;
pub mod office;
pub mod register;
pub mod socket;
pub mod succession;
pub mod telemetry;
pub mod terminal;
pub mod vault;
pub mod version;
pub mod ways_in;
pub mod wire;
pub mod words;
