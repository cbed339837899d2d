//! Changing the company email of a user. It receives password reset links, so the person is told at
//! both addresses, can undo the change from the previous one, and the new one is verified before it
//! gets links.

mod change;
mod resend;
mod undo;
mod verify;
mod void_undo;

pub use change::change;
pub use resend::{resend, resend_own};
pub use undo::undo;
pub use verify::verify;
pub use void_undo::void_undo;
