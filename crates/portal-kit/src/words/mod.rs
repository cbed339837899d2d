//! What both portals say, a module for each feature, so that languages can follow. What they say
//! differently is in [`PortalWords`](crate::PortalWords).

pub mod factors;
pub mod failure;
pub mod lazy;
pub mod links;
pub mod me;
pub mod passwords;
pub mod public_page;
pub mod session;
pub mod sign_in;

/// The button after a failure.
pub const RETRY: &str = "Try again";
