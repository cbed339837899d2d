//! The recovery email: a personal address, set by the user or an administrator. Once the user has
//! verified it, reset links are sent there too.

mod by_administrator;
mod enter;
mod my_recovery_email;
mod remove_since;
mod verify;

pub use by_administrator::{remove, resend, set};
pub use my_recovery_email::{remove_own, resend_own, set_own};
pub(crate) use remove_since::remove_since;
pub use verify::verify;
