use contract::events::EventAction;
use contract::ids::UserId;
use contract::problem::ProblemType;
use contract::recovery_email::SetRecoveryEmail;
use contract::users::User;
use sea_orm::ConnectionTrait;

use super::enter::{address, clear, enter, is_enabled, mail_again};
use crate::accounts::party;
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::permitted::{Permitted, UsersAssist, UsersWrite};
use crate::{Context, Error, accounts, users};

/// Enters or replaces a user's recovery email; the user verifies it as one of their own.
///
/// # Errors
/// `invalid-fields` with `email`, `conflict` while the organization has none,
/// `too-many-requests`, `not-found`, `forbidden`.
pub async fn set(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
    request: &SetRecoveryEmail,
) -> Result<User, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    check_enabled(&tx, principal).await?;
    let email = address(&account, &request.email)?;
    enter(context, &tx, &account, &email).await?;
    let act = Act::new(EventAction::RecoveryEmailEntered, principal.party()).to(party(&account));
    let act = act.from(principal.client()).with("email", email.as_str());
    record(context, &tx, organization, act).await?;
    let user = users::read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}

/// Removes a user's recovery email, also while the organization has none.
///
/// # Errors
/// `conflict` when there is none, `not-found`, `forbidden`.
pub async fn remove(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
) -> Result<User, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    clear(context, &tx, &account).await?;
    let act = Act::new(EventAction::RecoveryEmailRemoved, principal.party()).to(party(&account));
    record(context, &tx, organization, act.from(principal.client())).await?;
    let user = users::read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}

/// Mails the verification of a user's recovery email once more.
///
/// # Errors
/// `conflict` when there is none, it is verified, or the organization has none;
/// `too-many-requests`, `not-found`, `forbidden`.
pub async fn resend(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let organization = principal.organization();
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    check_enabled(&tx, principal).await?;
    mail_again(context, &tx, &account).await?;
    tx.commit().await?;
    Ok(())
}

async fn check_enabled(tx: &impl ConnectionTrait, principal: &AdminPrincipal) -> Result<(), Error> {
    if is_enabled(tx, principal.organization()).await? {
        Ok(())
    } else {
        Err(Error::Refused(
            ProblemType::Conflict,
            "Switch the recovery email on first: Settings, Security",
        ))
    }
}
