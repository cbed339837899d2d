//! All texts of the portal, one file per feature, ready for translation. Texts of both portals are
//! in `portal_kit::words`.

pub mod activity;
pub mod applications;
pub mod company_email;
pub mod continuing;
pub mod devices;
pub mod grants;
pub mod me;
pub mod portal;
pub mod recovery_email;
pub mod security;

/// The product's name, shown if the organization is not known.
pub const PRODUCT: &str = "Latchkey";

pub const CANCEL: &str = "Cancel";
pub const EMAIL: &str = "Company email";
pub const RETRY: &str = "Try again";
