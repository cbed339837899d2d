//! Verifies the password of a signed-in person before an action that requires it.

use contract::events::EventAction;
use contract::problem::FieldError;
use entity::account;

use crate::accounts::{
    Attempt, HeldAccount, PasswordOf, Verified, clear_attempts, facts, verify_password,
};
use crate::actor::SignedIn;
use crate::crypto::Lane;
use crate::{Context, Error};

/// Returns the caller's account if `password` is the current one. A wrong one counts as a failed
/// attempt, recorded as `failure`.
///
/// # Errors `invalid-fields` with `currentPassword`; `account-locked` if the password was not verified
/// because wrong passwords, possibly of a stranger, have locked the account for this browser; `busy`.
pub(crate) async fn prove(
    context: &Context,
    signed_in: &SignedIn,
    password: &str,
    failure: EventAction,
) -> Result<account::Model, Error> {
    let attempt = Attempt {
        password_of: PasswordOf::Session(signed_in.account),
        password,
        failure,
        client: &signed_in.client,
        lane: Lane::Known,
    };
    match verify_password(context, attempt).await? {
        Verified::Right(proved) => {
            // The password is correct, so other errors in the request must not count as a failed
            // attempt.
            clear_attempts(context.database().write(), &proved).await?;
            Ok(*proved.account)
        }
        Verified::Locked(lock) => Err(Error::Locked(lock)),
        Verified::Wrong => Err(wrong()),
    }
}

/// Holds the caller's account after [`prove`] verified the password, if it is still the current
/// one.
///
/// # Errors
/// `unauthenticated` if the session has ended in the meantime; `invalid-fields` with
/// `currentPassword` if the password was replaced; `account-locked`.
pub(crate) async fn hold_proved<'a>(
    context: &'a Context,
    signed_in: &SignedIn,
    proved: &account::Model,
) -> Result<HeldAccount<'a>, Error> {
    let held = signed_in.hold(context).await?;
    if held.account.password_set_at != proved.password_set_at {
        return Err(wrong());
    }
    match facts(&held.account).full_lock_at(context.now()) {
        Some(lock) => Err(Error::Locked(lock)),
        None => Ok(held),
    }
}

/// Renames the field in an error, for requests in which the password has another name.
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
