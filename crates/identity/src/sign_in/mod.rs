//! Signing in, as one transaction that names its next step:
//!
//! ```text
//! begin ──► password ──► (factor) ──► (replace_password) ──► complete: a session
//!    │         │ wrong      │ wrong: stays here, and counts
//!    └── passkey ───────────┘
//! ```
//!
//! The transaction is bound to the browser that began it by a random token in a cookie, which changes
//! with every proof, lives 10 minutes, and looks the same for unknown addresses. Every step asks the database where it
//! stands, so no order of requests leads past a step.

mod begin;
mod factor;
mod password;
mod replace_password;
mod transaction;

pub use begin::{Begun, BegunWithPasskey, abandon, begin, begin_with_passkey, resume};
pub use factor::{begin_passkey, submit_factor, submit_passkey};
pub use password::submit_password;
pub use replace_password::replace_password;
pub use transaction::Advanced;
