use contract::events::EventAction;
use contract::problem::ProblemType;
use entity::sign_in;
use rules::email::{EmailAddress, InvalidEmail};

use super::transaction::{Advanced, Step, advance, find};
use crate::accounts::{
    Attempt, HeldAccount, PasswordOf, Verified, clear_attempts, verify_password,
};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::Lane;
use crate::{Context, Error};

/// The password step.
///
/// # Errors
/// `wrong-credentials` for both a wrong password and an unknown address. After a correct password:
/// `account-locked`, `account-suspended`, `account-staged` or `temporary-password-expired`. Also
/// `wrong-step`, `sign-in-expired`, `busy`.
pub async fn submit_password(
    context: &Context,
    portal: Portal,
    token: &str,
    password: &str,
    client: &Client,
) -> Result<Advanced, Error> {
    let read = context.database().read();
    let row = find(context, read, portal, token).await?;
    let wrong_step = |detail| Error::Refused(ProblemType::WrongStep, detail);
    if row.account_id.is_some() {
        return Err(wrong_step(
            "The password was given; another step comes next",
        ));
    }
    // A sign-in that began with a passkey has no address.
    let email = EmailAddress::parse(&row.email)
        .map_err(|InvalidEmail| wrong_step("Start with your email address"))?;
    let attempt = Attempt {
        password_of: PasswordOf::SignIn(portal, &email.key(), &row),
        password,
        failure: EventAction::SignInFailed,
        client,
        lane: Lane::Unknown,
    };
    let wrong = Error::Refused(
        ProblemType::WrongCredentials,
        "Check both, or reset your password",
    );
    let Verified::Right(proved, lockout) = verify_password(context, attempt).await? else {
        return Err(wrong);
    };

    // The password, a lock or the state may have changed since the verification.
    let held = HeldAccount::by_id(context, proved.id).await?;
    let held = held.filter(|now| now.account.password_set_at == proved.password_set_at);
    let held = held.ok_or(wrong)?;
    // A correct password is not a failed attempt, even if the account is refused.
    clear_attempts(held.tx(), &held.account, lockout).await?;
    let after = sign_in::Model {
        account_id: Some(held.account.id),
        password_proved_at: Some(context.now()),
        ..row.clone()
    };
    advance(held, &Step { before: row, after }, client).await
}
