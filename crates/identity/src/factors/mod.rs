//! MFA: authenticator apps, passkeys and recovery codes.
//!
//! - [`verify`]: verifies a factor in one transaction, with counting and lockout. All verification
//!   goes through it.
//! - [`my_factors`]: adding, renaming and removing the caller's factors, each after step-up
//!   authentication.
//! - [`proof`]: step-up authentication within a session.
//!
//! Enrollment periods are in [`mfa_enrollment`](crate::mfa_enrollment), below this feature: setting a
//! password begins one, and this feature verifies passwords.

mod ceremony;
mod codes;
mod my_factors;
mod my_recovery_codes;
mod passkeys;
mod proof;
mod reset;
mod sign_in;
mod store;
mod totp;
mod verify;

pub(crate) use ceremony::BoundTo;
pub use my_factors::{
    add_passkey, begin_passkey, begin_totp, confirm_totp, my_mfa, remove, rename,
};
pub use my_recovery_codes::new_recovery_codes;
pub use proof::{Given, begin_passkey_proof, proof_state, prove};
pub(crate) use reset::{extend, remove_after, remove_all, reset};
pub(crate) use sign_in::{begin_passkey_factor, begin_passkey_sign_in, verify_sign_in};
pub(crate) use store::{Mfa, due, with_passkey};
pub(crate) use verify::{Attempt, verify};
