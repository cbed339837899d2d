//! Whether a user may connect. An application password is tried first, because it costs nothing. The
//! password of the account is verified by the function that sign-ins use, in the same pool, and its wrong
//! guesses are counted with theirs.

use contract::events::EventAction;
use contract::radius::RadiusLogin;
use entity::account;

use super::answer::Answer;
use super::caller::RadiusCaller;
use super::groups::vlan_of;
use super::may_connect::may_connect;
use super::note::{details, note_answer, note_unknown};
use crate::accounts::{
    Attempt, PasswordOf, ServiceUser, Verified, by_login, find_member, return_attempt,
    verify_password,
};
use crate::application_passwords::{self as secrets, Resource, may_be_one, verify_first};
use crate::crypto::Lane;
use crate::{Context, Error};

/// Decides whether a user may connect, and records why or why not after the answer.
///
/// # Errors
/// `busy` if too many passwords are waiting to be hashed. Then nothing is counted.
pub async fn authenticate(
    context: &Context,
    caller: &RadiusCaller,
    login: &RadiusLogin,
) -> Result<Answer, Error> {
    let found = by_login(caller.organization(), &login.username);
    let found = found.one(context.database().read()).await?;
    let found = found.as_ref();
    if let Some(decided) = with_application_password(context, caller, login, found).await? {
        return Ok(decided);
    }
    with_password(context, caller, login, found).await
}

/// The answer if the secret is an application password of the user.
async fn with_application_password(
    context: &Context,
    caller: &RadiusCaller,
    login: &RadiusLogin,
    found: Option<&account::Model>,
) -> Result<Option<Answer>, Error> {
    if !may_be_one(&login.password) {
        return Ok(None);
    }
    let username = found.map(|account| account.username.as_str());
    let attempt = secrets::Attempt {
        organization: caller.organization(),
        // Nobody has the empty one, so an unknown user takes the same statements.
        username: username.unwrap_or_default(),
        secret: &login.password,
        resource: Resource::Device,
        client: &caller.client,
    };
    let verified = verify_first(context, &attempt, caller.policy()).await?;
    let answer = match (verified, found) {
        (secrets::Verified::Right(_), Some(account)) => {
            let vlan = vlan_of(context.database().read(), &caller.row, account.id).await?;
            vlan.map_or_else(Answer::Refused, |vlan| Answer::Accepted { vlan })
        }
        (secrets::Verified::Refused(refusal), Some(_)) => Answer::Refused(refusal),
        _ => return Ok(None),
    };
    if let Some(account) = found {
        note_answer(context, caller, login, account, answer);
    }
    Ok(Some(answer))
}

/// The answer to the password of the account.
async fn with_password(
    context: &Context,
    caller: &RadiusCaller,
    login: &RadiusLogin,
    found: Option<&account::Model>,
) -> Result<Answer, Error> {
    let user = ServiceUser {
        organization: caller.organization(),
        login: &login.username,
        radius_client: caller.row.id,
        details: details(caller, login),
    };
    if found.is_none() {
        verify(context, caller, login, &user).await?;
        note_unknown(context, caller, login);
        return Ok(Answer::Wrong);
    }
    let Verified::Right(proved) = verify(context, caller, login, &user).await? else {
        return Ok(Answer::Wrong);
    };
    // A correct password is not a failed attempt, even if the account is refused.
    return_attempt(context.database().write(), &proved).await?;
    // The account may have changed while the password waited to be verified.
    let now = find_member(context.database().read(), proved.account.id).await?;
    let set_at = proved.account.password_set_at;
    let Some(member) = now.filter(|now| now.account.password_set_at == set_at) else {
        return Ok(Answer::Wrong);
    };
    let account = &member.account;
    let answer = match may_connect(caller.policy(), &member, context.now()) {
        Ok(()) => {
            let vlan = vlan_of(context.database().read(), &caller.row, account.id).await?;
            vlan.map_or_else(Answer::Refused, |vlan| Answer::Accepted { vlan })
        }
        Err(refusal) => Answer::Refused(refusal),
    };
    note_answer(context, caller, login, account, answer);
    Ok(answer)
}

async fn verify(
    context: &Context,
    caller: &RadiusCaller,
    login: &RadiusLogin,
    user: &ServiceUser<'_>,
) -> Result<Verified, Error> {
    let guesses = context.wrong_secrets();
    let _turn = guesses
        .turn(caller.organization(), &login.username, &login.password)
        .await;
    let attempt = Attempt {
        password_of: PasswordOf::Service(user),
        password: &login.password,
        failure: EventAction::NetworkFailed,
        client: &caller.client,
        lane: Lane::Service,
    };
    verify_password(context, attempt).await
}
