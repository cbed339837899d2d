//! The texts of both portals, one module per feature, ready for translation. Texts that differ
//! between the portals are in [`PortalWords`](crate::PortalWords).

pub mod application_passwords;
pub mod factors;
pub mod failure;
pub mod lazy;
pub mod links;
pub mod me;
pub mod passwords;
pub mod public_page;
pub mod session;
pub mod sign_in;
pub mod ssh_keys;
pub mod terms;

/// The button after a failure.
pub const RETRY: &str = "Try again";
