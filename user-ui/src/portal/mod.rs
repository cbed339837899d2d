//! The frames around pages: of somebody who is signed in, and of everybody.

mod enrolment;
mod expiry;
mod frame;
mod later;
mod part;

pub use frame::{PortalFrame, incomplete, waiting};
pub use later::fetch;
pub use part::go_to_named_part;
