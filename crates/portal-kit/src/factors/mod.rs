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
use contract::problem::ProblemType;

pub use card::FactorsCard;
pub use factor_form::{FactorForm, FactorPurpose};
pub use passkey::are_available as passkeys_are_available;
pub use passkey::{Conditional, PasskeyError, PasskeySignInError, sign_in_with_passkey};
pub use step_up::{StepUp, StepUpDialog};

use crate::sending::Sending;
use crate::session::{self, SignOutReason};

/// Whether the error says that wrong factors have locked the account. If so, ends the session.
fn is_locked(error: &Error) -> bool {
    let locked = error.is(ProblemType::AccountLocked);
    if locked {
        session::end(SignOutReason::Locked);
    }
    locked
}

/// Shows why a call failed.
fn refuse(form: Sending, error: &Error) {
    if !is_locked(error) {
        form.refuse(error);
    }
}
