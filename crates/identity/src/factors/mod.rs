//! MFA: authenticator apps, passkeys and recovery codes.
//!
//! - [`judge`]: verifies a factor in one transaction, with counting and lockout. All verification
//!   goes through it.
//! - [`own`]: adding, renaming and removing the caller's factors, each after step-up
//!   authentication.
//! - [`proof`]: step-up authentication within a session.

mod ceremony;
mod codes;
mod judge;
mod own;
mod own_codes;
mod passkeys;
mod proof;
mod reset;
mod sign_in;
mod store;
mod totp;

pub use crate::mfa_enrolment::round;
pub(crate) use ceremony::BoundTo;
pub(crate) use judge::{Attempt, judge};
pub use own::{add_passkey, begin_passkey, begin_totp, confirm_totp, mine, remove, rename};
pub use own_codes::new_recovery_codes;
pub use proof::{Given, begin_passkey_proof, proof_state, prove};
pub(crate) use reset::{extend, remove_all, reset};
pub(crate) use sign_in::{begin_passkey_factor, begin_passkey_sign_in, judge_sign_in};
pub(crate) use store::{Mfa, due};
