use crate::accounts::AccountScope;
use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::User;
use mail::Message;
use rules::state::UserState;

use super::mail_activation;
use super::read::read;
use crate::accounts::{become_state, party};
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error, accounts, mfa_enrolment, outbox};

/// Makes a staged or suspended user active. One without a password gets the activation mail,
/// one with a password a welcome.
///
/// # Errors
/// `conflict` when the user is active, `not-found`, `forbidden`.
pub async fn activate(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
) -> Result<User, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    become_state(context, &tx, &account, UserState::Active).await?;
    let act = Act::new(EventAction::UserActivated, principal.party())
        .to(party(&account))
        .from(principal.client());
    record(context, &tx, organization, act).await?;
    if account.password_hash.is_none() {
        mail_activation(context, &tx, &account).await?;
    } else {
        outbox::enqueue(context, &tx, &account, &Message::UserWelcome).await?;
    }
    let owner = accounts::find_organization(&tx, organization).await?;
    mfa_enrolment::settle(context, &tx, &owner, AccountScope::Account(account.id)).await?;
    let user = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}
