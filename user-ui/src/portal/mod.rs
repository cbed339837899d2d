//! The frames around pages: of somebody who is signed in, and of everybody.

mod download;
mod enrollment;
mod expiry;
mod frame;
mod part;

pub use download::fetch;
pub use frame::{PortalFrame, incomplete, waiting};
pub use part::go_to_named_part;
