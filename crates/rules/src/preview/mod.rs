//! What a change of the organization's policies does to an account. Both sides of the change are
//! judged by the functions that decide about sign-ins, expiries and enrollment periods, and the
//! outcomes are the differences.

mod outcome;
mod previewed_account;
#[cfg(test)]
mod tests;

pub use outcome::PolicyOutcome;
pub use previewed_account::{Policies, PreviewedAccount};
