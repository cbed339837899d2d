//! The session.

/// The product's name, shown if the organization is not known.
pub const PRODUCT: &str = "Latchkey";
pub const STILL_SIGNED_IN: &str = "You are still signed in; the server didn't respond. Try again.";
