use contract::events::EventAction;
use contract::me::ChangePassword;
use entity::session::EndReason;
use mail::Message;
use rules::account::AccountKind;

use super::{Chooser, choose, hold_proved, prove, requirements, write};
use crate::accounts::Member;
use crate::actor::SignedIn;
use crate::crypto::Lane;
use crate::sessions::Started;
use crate::{Context, Error, sessions};

/// Changes the caller's own password. A wrong current password counts as a failed attempt. All
/// other sessions end, and all other browsers are forgotten. This session continues under a new
/// identifier with the returned tokens.
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
    let read = context.database().read();
    let member = sessions::owner_of(read, signed_in).await?;
    sessions::require_fresh_factor(context, read, signed_in, &member).await?;
    check_age(context, &member)?;
    if request.new_password == request.current_password {
        return Err(Error::field(
            "newPassword",
            "unchanged",
            "Choose a password other than the current one",
        ));
    }
    let requirements = requirements(&account, &member.organization);
    let password = &request.new_password;
    let mut place = context
        .hasher()
        .place(signed_in.client.asker(Lane::Known))?;
    let chosen_for = (&account, Chooser::ProvedPassword);
    let new = choose(context, &mut place, chosen_for, &requirements, password).await?;
    drop(place);

    let held = hold_proved(context, signed_in, &account).await?;
    write(&held, &new, None).await?;
    let reason = EndReason::PasswordChanged;
    held.end_other_sessions(reason, signed_in.session).await?;
    held.forget_browsers(Some(signed_in.session)).await?;
    let session = sessions::renew(&held, signed_in, None).await?;
    held.record(signed_in.event(EventAction::PasswordChanged))
        .await?;
    let at = context.now().to_utc();
    held.enqueue(&Message::PasswordChanged { at }).await?;
    held.commit().await?;
    Ok(session)
}

/// Refuses to change a user's password before it has reached the minimum age. Does not apply to a
/// reset by email, because a person who requests one cannot sign in.
///
/// # Errors
/// `invalid-fields` with `newPassword`.
pub(crate) fn check_age(context: &Context, member: &Member) -> Result<(), Error> {
    if member.account.kind == AccountKind::Administrator {
        return Ok(());
    }
    let aging = &member.organization.settings.aging_policy;
    let set_at = member.account.password_set_at;
    let from = set_at.and_then(|set_at| aging.changeable_from(set_at));
    if from.is_some_and(|from| context.now() < from) {
        return Err(Error::field(
            "newPassword",
            "too_soon",
            "Your organization requires a minimum time between password changes",
        ));
    }
    Ok(())
}
