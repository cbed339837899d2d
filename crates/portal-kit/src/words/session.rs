//! The session.

/// The product's name, where no organization is known.
pub const PRODUCT: &str = "Latchkey";
pub const STILL_SIGNED_IN: &str = "You are still signed in; the server didn't respond. Try again.";
