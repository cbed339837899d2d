//! The page that verifies a recovery email.

mod verify;

pub use verify::VerifyRecoveryEmailPage;
