use contract::events::EventAction;
use contract::me::ChangePassword;
use entity::session::EndReason;
use entity::{account, organization};
use mail::Message;
use rules::account::AccountKind;
use sea_orm::EntityTrait;

use super::{choose, hold_proved, prove, requirements, write};
use crate::actor::SignedIn;
use crate::sessions::Started;
use crate::{Context, Error, accounts, sessions};

/// Changes the caller's own password. A wrong current password counts as a failed attempt. All
/// other sessions end. This session continues under a new identifier with the returned tokens.
///
/// # Errors
/// `invalid-fields` with `currentPassword` or `newPassword`, also if the current password is
/// younger than the organization's minimum age; `proof-required` if the account has a factor;
/// `account-locked`, `busy`.
pub async fn change(
    context: &Context,
    signed_in: &SignedIn,
    request: &ChangePassword,
) -> Result<Started, Error> {
    let present = &request.current_password;
    let account = prove(
        context,
        signed_in,
        present,
        EventAction::PasswordChangeFailed,
    )
    .await?;
    let organization = organization::Entity::find_by_id(account.organization_id)
        .one(context.database().read())
        .await?
        .ok_or(Error::NotFound)?;
    sessions::require_fresh_factor(context, context.database().read(), signed_in).await?;
    check_age(context, &account, &organization)?;
    if request.new_password == request.current_password {
        return Err(Error::field(
            "newPassword",
            "unchanged",
            "Choose a password other than the current one",
        ));
    }
    let requirements = requirements(&account, &organization);
    let password = &request.new_password;
    let new = choose(context, &account, &requirements, password, "newPassword").await?;

    let held = hold_proved(context, signed_in, &account).await?;
    let (tx, id) = (held.tx(), held.account.id);
    write(context, tx, id, &new, None).await?;
    let reason = EndReason::PasswordChanged;
    accounts::end_other_sessions(context, tx, id, signed_in.session, reason).await?;
    let session = sessions::renew(context, tx, signed_in, None).await?;
    held.record(signed_in.act(EventAction::PasswordChanged))
        .await?;
    let at = context.now().to_utc();
    held.enqueue(&Message::PasswordChanged { at }).await?;
    held.commit().await?;
    Ok(session)
}

/// Refuses if a user's password has not reached the minimum age. This does not apply to a reset by
/// email, because a person who needs one cannot sign in.
fn check_age(
    context: &Context,
    account: &account::Model,
    organization: &organization::Model,
) -> Result<(), Error> {
    if account.kind == AccountKind::Administrator {
        return Ok(());
    }
    let set_at = account.password_set_at;
    let from = match set_at {
        Some(set_at) => organization.settings.ageing_policy.changeable_from(set_at),
        None => None,
    };
    if from.is_some_and(|from| context.now() < from) {
        return Err(Error::field(
            "newPassword",
            "too_soon",
            "Your organization requires that a password is kept for a time before it is changed",
        ));
    }
    Ok(())
}
