use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::{account, sign_in};
use rules::email::{EmailAddress, InvalidEmail};
use rules::lockout::LockoutPolicy;

use super::transaction::{Advanced, Step, advance, check_may_sign_in, find};
use crate::accounts::{Attempt, Judged, Whose, clear_attempts, hold_member, judge, party};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::{Context, Error};

/// The password step.
///
/// # Errors
/// `wrong-credentials` for a wrong password and for an unknown address alike; after a right
/// one `account-locked`, `account-suspended`, `account-staged` or `temporary-password-expired`;
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
    // One that began with a passkey has no address.
    let email = EmailAddress::parse(&row.email)
        .map_err(|InvalidEmail| wrong_step("Start with your email address"))?;
    let attempt = Attempt {
        whose: Whose::OfSignIn(portal, &email.key(), &row),
        password,
        failure: EventAction::SignInFailed,
        client,
    };
    let wrong = Error::Refused(
        ProblemType::WrongCredentials,
        "Check both, or reset your password",
    );
    let Judged::Right(proved, lockout) = judge(context, attempt).await? else {
        return Err(wrong);
    };

    let tx = context.database().begin().await?;
    // What was judged a moment ago may have changed since: the password, a lock, the state.
    let held = hold_member(&tx, proved.id).await?;
    let held = held.filter(|now| now.account.password_set_at == proved.password_set_at);
    let member = held.ok_or(wrong)?;
    if let Err(refused) = check_may_sign_in(context, &member.account) {
        tx.rollback().await?;
        refuse(context, (&member.account, lockout), client, &refused).await?;
        return Err(refused);
    }
    clear_attempts(&tx, &member.account, lockout).await?;
    let after = sign_in::Model {
        account_id: Some(member.account.id),
        password_proved_at: Some(context.now()),
        ..row.clone()
    };
    let step = Step {
        before: row,
        after,
        member,
    };
    let advanced = advance(context, &tx, &step, client).await?;
    tx.commit().await?;
    Ok(advanced)
}

/// Writes down that somebody with the right password was refused, and why.
async fn refuse(
    context: &Context,
    (account, lockout): (&account::Model, LockoutPolicy),
    client: &Client,
    refused: &Error,
) -> Result<(), Error> {
    // The password was right: that is no failed attempt.
    clear_attempts(context.database().write(), account, lockout).await?;
    let act = Act::new(EventAction::SignInRefused, party(account))
        .from(client)
        .failed()
        .with("reason", refused.problem().kind.code());
    let organization = OrganizationId(account.organization_id);
    record(context, context.database().write(), organization, act).await
}
