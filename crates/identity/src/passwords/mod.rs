//! Passwords: checking the policy, hashing, and changing.

mod change;
mod common;
mod compare;
mod disable;
#[cfg(test)]
mod preview_tests;
mod prove;
mod set;

pub use change::change;
pub(crate) use change::check_age;
pub use common::is_common;
pub use compare::Chooser;
pub(crate) use compare::is_current;
pub(crate) use disable::disable;
pub(crate) use prove::{as_field, hold_proved, prove};
pub(crate) use set::check_policy;
pub(crate) use set::write;
pub use set::{NewPassword, Temporary, choose, generate, prepare, requirements};
