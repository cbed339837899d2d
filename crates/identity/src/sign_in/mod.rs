//! Sign-in, as one transaction with a next step:
//!
//! ```text
//! begin ──► password ──► (factor) ──► (accept_terms) ──► (replace_password) ──► complete: a session
//!    │         │ wrong      │ wrong: stays here, and counts
//!    └── passkey ───────────┘
//! ```
//!
//! A random token in a cookie binds the transaction to the browser that began it. The token changes
//! with every proof. The transaction is valid for 10 minutes, and looks the same for unknown
//! addresses. Every step reads the state from the database, so no order of requests can skip a
//! step.

mod accept_terms;
mod attempts_made;
mod begin;
mod diagnose;
mod earlier_steps;
mod refusals;
mod replace_password;
mod submit_factor;
mod submit_password;
mod transaction;

pub use accept_terms::accept_terms;
pub use begin::{Begun, BegunWithPasskey, abandon, begin, begin_with_passkey, resume};
pub use diagnose::diagnose;
pub(crate) use refusals::sign_in_facts;
pub use replace_password::replace_password;
pub use submit_factor::{begin_passkey, submit_factor, submit_passkey};
pub use submit_password::submit_password;
pub use transaction::Advanced;
