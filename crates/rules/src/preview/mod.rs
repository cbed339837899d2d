//! What a change of the organization's policies or of an application does to an account. Both sides of
//! the change are evaluated by the functions that decide about sign-ins, expiries, enrollment periods and
//! the opening of applications, and the outcomes are the differences.

mod access;
#[cfg(test)]
mod access_tests;
mod outcome;
mod previewed_account;
#[cfg(test)]
mod tests;

pub use access::access_outcomes;
pub use outcome::PolicyOutcome;
pub use previewed_account::{Policies, PreviewedAccount};
