//! The requirements for passwords. The same code runs in the browser and on the server.

mod compare;
mod opaque;
mod policy;
mod rule;
mod strength;
#[cfg(test)]
mod tests;

pub use opaque::{length, normalize};
pub use policy::{MAX_BYTES, MAX_LENGTH, MAX_REMEMBERED, Owner, PasswordPolicy};
pub use rule::{Rule, RuleStatus};
pub use strength::Strength;
