//! What a change of the organization's policies does to an account. Both sides of the change are
//! judged by the functions that decide about sign-ins, expiries and enrollment periods, and the
//! outcomes are the differences.

mod judge;
mod outcome;
#[cfg(test)]
mod tests;

pub use judge::{Policies, PreviewedAccount};
pub use outcome::PolicyOutcome;
