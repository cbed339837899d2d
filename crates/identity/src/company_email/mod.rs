//! Changing the company email of a user. It receives password reset links, so the person is notified at
//! both addresses and can undo the change from the previous one. The new address gets links only after
//! it is verified.

mod change;
mod resend;
mod undo;
mod verify;
mod void_undo;

pub use change::change;
pub use resend::{resend, resend_mine};
pub use undo::undo;
pub use verify::verify;
pub use void_undo::void_undo;
