//! Lets professionals in through the OpenID Connect provider of their employer: authorization code with PKCE, the checks on
//! what comes back, and both ways of logging out.
//!
//! Owns everything that is said to the provider and everything that is believed of it. Does not own whom an identity is in
//! which case, sessions, or cookies. The libraries behind it show nowhere in what is public here (docs/decisions/0016).
//!
//! Time and chance come from the caller: `now` is in milliseconds since 1970, random bytes are handed in.
//!
//! - [`Provider`]: discovered once, then asked to [`Provider::begin`] and [`Provider::finish`] a login
//! - [`Provider::logout_url`] and [`Provider::logged_out`]: ours to theirs, and theirs to ours

mod config;
mod error;
mod fetch;
mod keys;
mod login;
mod logout;
mod provider;

pub use config::Config;
pub use error::{DiscoverError, Fault, LoginError, LogoutError};
pub use login::{Begun, Identity, PENDING_FOR_MS, Pending, Returned};
pub use logout::LoggedOut;
pub use provider::Provider;
