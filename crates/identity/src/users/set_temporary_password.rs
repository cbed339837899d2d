use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::{SetTemporaryPassword, TemporaryPassword};
use entity::session::EndReason;
use mail::Message;
use rules::lifetimes::TEMPORARY_PASSWORD;
use rules::state::UserState;

use super::held_user::hold;
use crate::addresses::Portal;
use crate::crypto::Lane;
use crate::passwords::{self, Temporary};
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, accounts};

/// Sets a temporary password, given or generated. It expires after 24 hours and must be replaced at
/// the next sign-in. Ends a lock after wrong passwords, and all sessions. The user is emailed,
/// without the password, unless they are staged.
///
/// # Errors
/// `invalid-fields` with `password`, `not-found`, `forbidden`, `busy`.
pub async fn set_temporary_password(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
    request: &SetTemporaryPassword,
) -> Result<TemporaryPassword, Error> {
    let before = accounts::find_member_of(
        context.database().read(),
        principal.organization(),
        Portal::User,
        id.0,
    )
    .await?;
    let requirements = passwords::requirements(&before.account, &before.organization);
    let generated = match request.password {
        Some(_) => None,
        None => Some(passwords::generate(&requirements)?),
    };
    let password = request.password.as_ref().or(generated.as_ref());
    let password = password.map(String::as_str).unwrap_or_default();
    let mut place = context
        .hasher()
        .place(principal.client().asker(Lane::Known))?;
    let new = passwords::prepare(&mut place, &requirements, password, "password").await?;
    drop(place);

    let held = hold(context, principal, id).await?;
    let expires_at = context.now().plus(TEMPORARY_PASSWORD);
    passwords::write(&held, &new, Some(Temporary(expires_at))).await?;
    let ended = held.shut_out(EndReason::TemporaryPassword).await?;
    let event = principal.event(EventAction::PasswordTemporarySet);
    held.record(event.with("sessions_ended", ended.to_string()))
        .await?;
    if held.account.state == UserState::Active {
        let expires_at = expires_at.to_utc();
        held.enqueue(&Message::TemporaryPasswordSet { expires_at })
            .await?;
    }
    held.commit().await?;
    Ok(TemporaryPassword {
        password: generated,
        expires_at,
    })
}
