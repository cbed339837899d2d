//! Redirect URIs: what may be registered, and which requested address matches.
//!
//! A requested address matches if it is the registered one, character by character. Nothing is
//! normalized, because two programs never agree on how. Only a native app may use another port of the
//! loopback interface (RFC 8252, 7.3).

mod matching;
mod registration;

pub use matching::{matches, matches_any};
pub use registration::{AddressProblem, Purpose, check, origin};
