use contract::company_email::ChangeUserEmail;
use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::User;
use mail::Message;
use rules::email::EmailAddress;
use rules::links::LinkPurpose;
use rules::role::Permission;
use rules::state::UserState;

use super::resend::mail_verification;
use crate::accounts::HeldAccount;
use crate::addresses::Portal;
use crate::fields::Fields;
use crate::permitted::{Permitted, UsersWrite};
use crate::precondition::Precondition;
use crate::users::{self, NewEmail};
use crate::{Context, Error};

/// Changes a user's company email, if `version` is current, and voids the links that were sent to the
/// old one. The old address gets a link that undoes the change. A user who has not activated the
/// account yet gets a new activation link instead, and the old address is notified, unless the user is
/// staged. If the principal may not reset passwords, the new address gets no reset links until the user
/// has verified it.
///
/// # Errors
/// `invalid-fields`, `taken`, `stale-version`, `too-many-requests`, `not-found`, `forbidden`.
pub async fn change(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
    version: impl Into<Precondition>,
    request: &ChangeUserEmail,
) -> Result<User, Error> {
    let expected: Precondition = version.into();
    let mut fields = Fields::default();
    let email = fields.email("email", &request.email);
    let email = fields.finish_with(email)?;
    let held = users::hold(context, principal, id).await?;
    let account = &held.account;
    expected.check(account.version)?;
    if email.as_str() == account.email {
        return held.commit_and_read().await;
    }
    let is_activated = account.password_hash.is_some();
    let is_same = email.key() == account.email_key;
    let new = NewEmail {
        address: email.clone(),
        is_verified: if is_same {
            !account.email_unverified
        } else {
            // A caller who may send a reset to the new address gains nothing from the change.
            !is_activated || principal.may(Permission::UsersAssist)
        },
    };
    let is_verified = new.is_verified;
    users::apply_email(&held, new).await?;
    let event = principal.event(EventAction::UserEmailChanged);
    let event = event.with("before", account.email.as_str());
    held.record(event.with("after", email.as_str())).await?;
    if is_same {
        return held.commit_and_read().await;
    }
    held.void_links(None).await?;
    // A link that was sent to an earlier address must not verify this one.
    held.void_links(Some(LinkPurpose::UserEmailVerification))
        .await?;
    if is_activated {
        tell(&held, &email, is_verified).await?;
        held.commit_and_read().await
    } else {
        // Nothing was ever sent to a staged user.
        if account.state != UserState::Staged {
            // Without a link to undo the change, because nobody has proved that the old address is
            // theirs.
            held.notify(&Message::UserActivationMoved).await?;
        }
        activate_again(context, principal, held).await
    }
}

/// Emails the user at both addresses. `held` still has the old one.
async fn tell(held: &HeldAccount<'_>, new: &EmailAddress, is_verified: bool) -> Result<(), Error> {
    let (account, new) = (&held.account, new.as_str());
    if !account.email_unverified {
        let purpose = LinkPurpose::UserEmailChangeUndo;
        let message = Message::UserEmailChanged {
            link: held.add_link(purpose, &account.email).await?,
            new: new.to_owned(),
        };
        held.enqueue(&message).await?;
    }
    if is_verified {
        held.enqueue_to(new, &Message::UserEmailIsNew).await?;
        Ok(())
    } else {
        mail_verification(held, new).await
    }
}

/// Emails a new activation link to the new address.
async fn activate_again(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    held: HeldAccount<'_>,
) -> Result<User, Error> {
    let (organization, id) = (held.organization_id(), held.account.id);
    let held = HeldAccount::within(context, held.into_tx(), organization, Portal::User, id).await?;
    if held.account.state == UserState::Active {
        users::email_activation(&held).await?;
        held.record(principal.event(EventAction::UserActivationSent))
            .await?;
    }
    held.commit_and_read().await
}
