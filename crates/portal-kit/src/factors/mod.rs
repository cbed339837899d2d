//! Factors: using one, step-up before a sensitive action, and managing one's own.

mod card;
mod code_field;
mod copy_button;
mod factor_form;
mod name_form;
mod passkey;
mod recovery_codes;
mod step_up;
mod totp;

use client::Error;

pub use card::FactorsCard;
pub use factor_form::{FactorForm, FactorPurpose};
pub use passkey::are_available as passkeys_are_available;
pub use passkey::{Conditional, PasskeyError, PasskeySignInError, sign_in_with_passkey};
pub use step_up::{Question, StepUpDialog, prove};

use crate::sending::Sending;
use crate::session::ended_by_lock;

/// Shows why a call failed.
fn refuse(form: Sending, error: &Error) {
    if !ended_by_lock(error) {
        form.refuse(error);
    }
}
