//! The recovery email: a personal address, entered by the user or an administrator, that gets
//! reset links too once the user has proved to read it.

mod by_administrator;
mod enter;
mod my_recovery_email;
mod verify;

pub use by_administrator::{remove, resend, set};
pub use my_recovery_email::{remove_own, resend_own, set_own};
pub use verify::verify;
