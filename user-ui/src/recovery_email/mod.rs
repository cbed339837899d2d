//! The page that verifies a recovery email, or a company email that was changed.

mod verify;

pub use verify::{Verifies, VerifyAddressPage};
