//! Second factors, for both portals: giving one, proving once more that it is still oneself, and
//! managing one's own. These call the API through the app's client.

mod card;
mod codes;
mod failed;
mod form;
mod naming;
mod passkey;
mod step_up;
mod totp;
mod words;

use client::{Client, Error};
use contract::problem::ProblemType;
use leptos::prelude::*;

pub use card::FactorsCard;
pub use form::{FactorForm, FactorPlace};
pub use passkey::are_available as passkeys_are_available;
pub use passkey::{Conditional, PasskeyError, PasskeySignInError, sign_in_with_passkey};
pub use step_up::{StepUp, StepUpDialog};

use crate::field_errors::FieldErrors;

/// What these components need of the app that they are in. Copy.
#[derive(Clone, Copy)]
pub struct FactorsHost {
    client: StoredValue<Client>,
    explain: fn(&Error) -> String,
    ended: Callback<bool>,
}

impl FactorsHost {
    /// `explain` puts a failed call into words; `ended` runs when the session is over, with
    /// whether the account was locked.
    pub fn new(
        client: Client,
        explain: fn(&Error) -> String,
        ended: impl Fn(bool) + Send + Sync + 'static,
    ) -> Self {
        Self {
            client: StoredValue::new(client),
            explain,
            ended: Callback::new(ended),
        }
    }

    /// `None` once the page has gone.
    fn client(self) -> Option<Client> {
        self.client.try_get_value()
    }

    /// Passes a failure that ends the session on to the app; whether it was one.
    fn ends(self, error: &Error) -> bool {
        let locked = error.is(ProblemType::AccountLocked);
        let ended = locked || error.is(ProblemType::Unauthenticated);
        if ended {
            // The page may be gone by now, since another call has found out before.
            self.ended.try_run(locked);
        }
        ended
    }
}

/// A form that is sent: busy, the errors of its fields, and one message. Copy.
#[derive(Clone, Copy)]
pub struct FactorState {
    /// On its way.
    pub busy: RwSignal<bool>,
    /// Messages by field.
    pub errors: RwSignal<FieldErrors>,
    /// What is wrong with the whole.
    pub message: RwSignal<Option<String>>,
}

impl Default for FactorState {
    fn default() -> Self {
        Self {
            busy: RwSignal::new(false),
            errors: RwSignal::new(FieldErrors::default()),
            message: RwSignal::new(None),
        }
    }
}

impl FactorState {
    fn clear(self) {
        self.errors.set(FieldErrors::default());
        self.message.set(None);
    }

    fn mend(self, field: &str, message: &str) {
        self.errors.update(|errors| errors.set(field, message));
    }

    /// Shows why a call failed, at the fields that it names or above them; what ends the
    /// session is the app's.
    fn refuse(self, host: FactorsHost, error: &Error) {
        if host.ends(error) {
            return;
        }
        match error.problem() {
            Some(problem) if !problem.errors.is_empty() => {
                self.errors.try_set(FieldErrors::from(problem));
            }
            _ => {
                self.message.try_set(Some((host.explain)(error)));
            }
        }
    }
}
