//! Links sent by email. Each has a random token, stored as a hash, and is void once it is used,
//! replaced or expired. A person who has forgotten the password can request one.

mod factors_due;
mod find_usable;
mod inspect;
mod request_reset;
mod set_password;
mod use_up;

pub use find_usable::portal_for;
pub use inspect::inspect;
pub use request_reset::{request_reset, run_requested_resets, send_requested_resets};
pub use set_password::{begin_passkey, set_password};
pub(crate) use use_up::{hold_and_use_up, use_up_own};
