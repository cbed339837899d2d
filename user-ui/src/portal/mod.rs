//! The frames around pages: of somebody who is signed in, and of everybody.

mod enrolment;
mod expiry;
mod frame;
mod later;
mod part;
mod public;

pub use frame::PortalFrame;
pub use later::fetch;
pub use part::go_to_named_part;
pub use public::{PublicPage, help};
