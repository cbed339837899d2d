//! Links sent by email. Each has a random token, stored as a hash, and is void once it is used,
//! replaced or expired. A person who has forgotten the password can request one.

mod check;
mod inspect;
mod request_reset;
mod set_password;
mod spend;

pub use check::portal_for;
pub use inspect::inspect;
pub use request_reset::{request_reset, run_requested_resets, send_requested_resets};
pub use set_password::{begin_passkey, set_password};
pub(crate) use spend::{hold_and_spend, spend_own};
