use contract::company_email::EmailRestored;
use contract::events::EventAction;
use entity::account;
use entity::link::{self, Column};
use entity::session::EndReason;
use mail::Message;
use rules::email::EmailAddress;
use rules::links::LinkPurpose;
use rules::state::UserState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::accounts::{self, HeldAccount};
use crate::actor::{Client, Party};
use crate::events::NewEvent;
use crate::users::{self, NewEmail};
use crate::{
    Context, Error, application_passwords, factors, links, passwords, recovery_email, ssh_keys,
};

/// Undoes a change of a user's company email with the link that was sent to the previous address. The
/// reader of the new address may have taken over the account, so this ends all sessions, disables a
/// password that was set since the change, and removes factors, recovery codes, SSH keys, application
/// passwords and a recovery email that were added since. A suspended user stays suspended. Tells the owners,
/// because only administrators and API keys change a company email.
///
/// If another user has the previous address by now, the account cannot get it back. It is suspended, and the
/// new address becomes unverified, because its reader could reset the password. Otherwise, an attacker would
/// keep the account by giving its previous address to another user. An email to the previous address says to
/// ask an administrator.
///
/// # Errors
/// `link-not-usable`; `taken` if another user gets the address at the same moment, twice.
pub async fn undo(context: &Context, token: &str, client: &Client) -> Result<EmailRestored, Error> {
    match attempt(context, token, client).await {
        // Another user got the address after it was free. Nothing has been written, so the link still works.
        Err(Error::Taken(_)) => attempt(context, token, client).await,
        done => done,
    }
}

async fn attempt(context: &Context, token: &str, client: &Client) -> Result<EmailRestored, Error> {
    let purpose = LinkPurpose::UserEmailChangeUndo;
    let (held, link) = links::hold_and_use_up(context, purpose, token).await?;
    let email = link.email.as_deref().map(EmailAddress::parse);
    let Some(Ok(email)) = email else {
        return Err(Error::internal(
            "a link that undoes a change has no address",
        ));
    };
    let account = &held.account;
    let is_taken = accounts::has_email(held.tx(), account.id, &email.key()).await?;
    let after = email_after(account, &email, is_taken)?;
    let email_now = after.address.clone();
    users::apply_email(&held, after).await?;
    let ended = held.shut_out(EndReason::EmailChangeUndone).await?;
    held.void_links(Some(LinkPurpose::UserEmailVerification))
        .await?;
    void_later(&held, &link).await?;
    if account.password_set_at > Some(link.created_at) {
        passwords::disable(&held).await?;
    }
    let factors = factors::remove_after(&held, link.id).await?;
    let recovery = recovery_email::remove_since(&held, link.created_at).await?;
    let ssh_keys = ssh_keys::remove_since(&held, link.created_at).await?;
    let secrets = application_passwords::revoke_since(&held, link.created_at).await?;
    let mut event = NewEvent::new(EventAction::UserEmailChangeUndone, held.owner())
        .from(client)
        .with("before", account.email.as_str())
        .with("after", email_now.as_str())
        .with("sessions_ended", ended.to_string())
        .with("factors_removed", factors.to_string());
    if is_taken {
        event = event.with("taken", email.as_str());
    }
    if let Some(recovery) = &recovery {
        event = event.with("recovery_email_removed", recovery.as_str());
    }
    if ssh_keys > 0 {
        event = event.with("ssh_keys_removed", ssh_keys.to_string());
    }
    if secrets > 0 {
        event = event.with("application_passwords_revoked", secrets.to_string());
    }
    held.record(event).await?;
    if is_taken {
        suspend(&held).await?;
        held.enqueue_to(email.as_str(), &Message::UserEmailNotRestored)
            .await?;
    }
    held.enqueue_to_owners(&Message::UserEmailChangeUndone {
        name: account.name.clone(),
        email: email.as_str().to_owned(),
        undone: account.email.clone(),
        restored: !is_taken,
        factors,
        recovery,
    })
    .await?;
    held.commit().await?;
    Ok(EmailRestored {
        email: email.as_str().to_owned(),
        restored: !is_taken,
    })
}

/// Suspends the account, unless it is already. The event says why, and that no person did it.
async fn suspend(held: &HeldAccount<'_>) -> Result<(), Error> {
    if !held.account.state.may_become(UserState::Suspended) {
        return Ok(());
    }
    let event = NewEvent::new(EventAction::UserSuspended, Party::system());
    users::suspend_held(held, event.with("reason", "email_change_undone")).await
}

/// The company email after the change was undone. If the previous one is taken, the account keeps the new one,
/// which gets no links any more.
fn email_after(
    account: &account::Model,
    previous: &EmailAddress,
    is_taken: bool,
) -> Result<NewEmail, Error> {
    let address = if is_taken {
        EmailAddress::parse(&account.email)
            .map_err(|_| Error::internal("an account has no valid email"))?
    } else {
        previous.clone()
    };
    Ok(NewEmail {
        address,
        is_verified: !is_taken,
    })
}

/// Voids the links that undo later changes, which are undone with this one. Earlier changes can
/// still be undone.
async fn void_later(held: &HeldAccount<'_>, used: &link::Model) -> Result<(), Error> {
    link::Entity::update_many()
        .col_expr(Column::VoidedAt, Expr::value(held.context().now()))
        .filter(Column::AccountId.eq(held.account.id))
        .filter(Column::Purpose.eq(used.purpose))
        .filter(Column::Id.gt(used.id))
        .filter(Column::UsedAt.is_null())
        .filter(Column::VoidedAt.is_null())
        .exec(held.tx())
        .await?;
    Ok(())
}
