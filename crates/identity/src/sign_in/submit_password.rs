use contract::events::EventAction;
use contract::problem::ProblemType;
use entity::sign_in;
use rules::email::{EmailAddress, InvalidEmail};

use super::refusals::wrong_credentials;
use super::transaction::{Advanced, Step, advance, check_not_refused, find};
use crate::accounts::{
    Attempt, HeldAccount, PasswordOf, Verified, clear_attempts, lane, verify_password,
};
use crate::actor::Client;
use crate::addresses::Portal;
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
            "The password was already verified: continue with the next step",
        ));
    }
    check_not_refused(context, read, &row).await?;
    // A sign-in that began with a passkey has no address.
    let email = EmailAddress::parse(&row.email)
        .map_err(|InvalidEmail| wrong_step("Start with your email address"))?;
    let key = email.key();
    let attempt = Attempt {
        password_of: PasswordOf::SignIn(portal, &key, &row),
        password,
        failure: EventAction::SignInFailed,
        client,
        lane: lane(context, portal, &key, client).await?,
    };
    let Verified::Right(proved) = verify_password(context, attempt).await? else {
        return Err(wrong_credentials());
    };

    // The password, a lock or the state may have changed since the verification.
    let before = &proved.account;
    let held = HeldAccount::by_id(context, before.id).await?;
    let held = held.filter(|now| now.account.password_set_at == before.password_set_at);
    let held = held.ok_or_else(wrong_credentials)?;
    // A correct password is not a failed attempt, even if the account is refused.
    clear_attempts(held.tx(), &proved).await?;
    let after = sign_in::Model {
        account_id: Some(held.account.id),
        password_proved_at: Some(context.now()),
        known_browser: proved.by_known_browser(),
        ..row.clone()
    };
    advance(held, &Step { before: row, after }, client).await
}
