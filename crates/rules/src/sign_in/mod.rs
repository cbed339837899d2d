//! Whether an account may sign in, and what prevents or affects it. Each step of a sign-in asks
//! [`SignInFacts::refusal`] and [`SignInFacts::replacement`]; the diagnosis for administrators asks the
//! same and explains the answers.

mod explain;
mod may_sign_in;
#[cfg(test)]
mod tests;
mod verdict;

pub use explain::{Circumstances, Obstacle, SignInFactKind, SignInRemedy, explain};
pub use may_sign_in::{Next, Proved, ReplaceReason, SignInFacts, SignInRefusal};
pub use verdict::{SignInVerdict, WaysIn};
