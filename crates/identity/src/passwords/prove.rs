//! Somebody signed in gives their password once more, before an act that asks for it.

use contract::events::EventAction;
use contract::problem::FieldError;
use entity::account;

use crate::accounts::{Attempt, HeldAccount, Judged, Whose, clear_attempts, judge, lock_at};
use crate::actor::SignedIn;
use crate::{Context, Error};

/// The caller's account, if `password` is its present one. A wrong one counts as a failed
/// attempt, written down as `failure`.
///
/// # Errors
/// `invalid-fields` with `currentPassword`; `busy`.
pub(crate) async fn prove(
    context: &Context,
    signed_in: &SignedIn,
    password: &str,
    failure: EventAction,
) -> Result<account::Model, Error> {
    let attempt = Attempt {
        whose: Whose::Own(signed_in.account),
        password,
        failure,
        client: &signed_in.client,
    };
    match judge(context, attempt).await? {
        Judged::Right(account, lockout) => {
            // What else is wrong with the request is no failed attempt.
            clear_attempts(context.database().write(), &account, lockout).await?;
            Ok(*account)
        }
        Judged::Wrong => Err(wrong()),
    }
}

/// Holds the caller's account, whose password was proved a moment ago, if it is still the
/// present one.
///
/// # Errors
/// `unauthenticated` when the session has ended in the meantime; `invalid-fields` with
/// `currentPassword` when the password was replaced; `account-locked`.
pub(crate) async fn hold_proved<'a>(
    context: &'a Context,
    signed_in: &SignedIn,
    proved: &account::Model,
) -> Result<HeldAccount<'a>, Error> {
    let held = signed_in.hold(context).await?;
    if held.account.password_set_at != proved.password_set_at {
        return Err(wrong());
    }
    match lock_at(&held.account, context.now()) {
        Some(lock) => Err(Error::Locked(lock)),
        None => Ok(held),
    }
}

/// The same refusal for a request that calls the password something else.
pub(crate) fn as_field(error: Error, field: &str) -> Error {
    match error {
        Error::InvalidFields(errors) => Error::InvalidFields(
            errors
                .into_iter()
                .map(|error| FieldError {
                    field: field.to_owned(),
                    ..error
                })
                .collect(),
        ),
        error => error,
    }
}

fn wrong() -> Error {
    Error::field("currentPassword", "wrong", "Current password is incorrect")
}
