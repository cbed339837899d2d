//! Everything that the portal says, one file a feature, so that languages can follow. What both
//! portals say is in `portal_kit::words`.

pub mod activity;
pub mod applications;
pub mod company_email;
pub mod me;
pub mod portal;
pub mod recovery;

/// The product's name, where no organization is known.
pub const PRODUCT: &str = "Latchkey";

pub const CANCEL: &str = "Cancel";
pub const EMAIL: &str = "Company email";
pub const RETRY: &str = "Try again";
