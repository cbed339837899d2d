//! Tests that need more than one module.

mod addresses;
mod authorize;
mod client_auth;
mod confusion;
pub(crate) mod fixtures;
mod garbage;
mod hints;
mod spellings;
mod tokens;
