//! The frames around pages: behind the sign-in, and public.

mod download;
mod enrollment;
mod expiry;
mod frame;
mod part;
mod unverified;

pub use download::fetch;
pub use frame::{PortalFrame, incomplete};
pub use part::go_to_named_part;
