//! The recovery email: a personal address, set by the user or an administrator. Once the user has
//! verified it, reset links are sent there too.

mod enter;
mod remove;
mod remove_since;
mod resend;
mod set;
mod verify;

pub use remove::{remove_mine, remove_of_user};
pub(crate) use remove_since::remove_since;
pub use resend::{resend_mine, resend_of_user};
pub use set::{set_mine, set_of_user};
pub use verify::verify;
