//! Everything that the portal says, one file a feature, so that languages can follow.

pub mod activity;
pub mod applications;
pub mod links;
pub mod me;
pub mod passwords;
pub mod portal;
pub mod problems;
pub mod recovery;
pub mod security;
pub mod sign_in;

/// The product's name, where no organization is known.
pub const PRODUCT: &str = "Latchkey";

pub const CANCEL: &str = "Cancel";
pub const EMAIL: &str = "Company email";
pub const PASSWORD: &str = "Password";
pub const NEED_HELP: &str = "Need help? Write to";
pub const RETRY: &str = "Try again";
pub const RESET_PASSWORD: &str = "Reset user password";
pub const SIGN_IN: &str = "Sign in";
pub const TO_SIGN_IN: &str = "Back to sign-in";
