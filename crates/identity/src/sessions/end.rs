use contract::events::EventAction;
use contract::ids::{SessionId, UserId};
use contract::sessions::SessionsEnded;
use entity::session::EndReason;
use uuid::Uuid;

use super::token::hold_by_token;
use crate::accounts::HeldAccount;
use crate::actor::{Client, SignedIn};
use crate::addresses::Portal;
use crate::events::NewEvent;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error};

/// Ends the session of a refresh token. An unknown token has no effect.
///
/// # Errors
/// If the database fails.
pub async fn sign_out(
    context: &Context,
    portal: Portal,
    refresh_token: &str,
    client: &Client,
) -> Result<(), Error> {
    let Some((held, session, _)) = hold_by_token(context, portal, refresh_token).await? else {
        return Ok(());
    };
    let reason = EndReason::SignedOut;
    if held.end_sessions(reason, Some(session.id)).await? == 1 {
        let event = NewEvent::new(EventAction::SessionSignedOut, held.owner());
        held.record_without_target(event.from(client)).await?;
    }
    held.commit().await
}

/// Ends one of the caller's own sessions, and forgets its browser.
///
/// # Errors
/// `not-found`, `unauthenticated`.
pub async fn end_mine(context: &Context, signed_in: &SignedIn, id: SessionId) -> Result<(), Error> {
    let held = signed_in.hold(context).await?;
    let reason = EndReason::EndedByOwner;
    if held.end_sessions(reason, Some(id.0)).await? == 0 {
        return Err(Error::NotFound);
    }
    held.forget_browser_of(id.0).await?;
    held.record(signed_in.event(EventAction::SessionEnded))
        .await?;
    held.commit().await
}

/// Ends all of the caller's sessions except the current one, and forgets all browsers except this
/// one.
///
/// # Errors
/// `unauthenticated` if the current one has ended in the meantime.
pub async fn end_my_others(
    context: &Context,
    signed_in: &SignedIn,
) -> Result<SessionsEnded, Error> {
    let held = signed_in.hold(context).await?;
    let reason = EndReason::EndedByOwner;
    let ended = held.end_other_sessions(reason, signed_in.session).await?;
    held.forget_browsers(Some(signed_in.session)).await?;
    if ended > 0 {
        let event = signed_in.event(EventAction::SessionEnded);
        held.record(event.with("count", ended.to_string())).await?;
    }
    held.commit().await?;
    Ok(SessionsEnded { ended })
}

/// Ends one of a user's sessions, and forgets its browser.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn end_of_user(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    user: UserId,
    session: SessionId,
) -> Result<(), Error> {
    if end_by_principal(context, principal, user, Some(session.0)).await? == 0 {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// Ends all of a user's sessions, and forgets all browsers.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn end_all_of_user(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    user: UserId,
) -> Result<SessionsEnded, Error> {
    let ended = end_by_principal(context, principal, user, None).await?;
    Ok(SessionsEnded { ended })
}

async fn end_by_principal(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    user: UserId,
    only: Option<Uuid>,
) -> Result<u64, Error> {
    let organization = principal.organization();
    let held = HeldAccount::begin(context, organization, Portal::User, user.0).await?;
    principal.client().expects.check(held.account.version)?;
    let reason = EndReason::EndedByAdministrator;
    let ended = held.end_sessions(reason, only).await?;
    match only {
        Some(session) => held.forget_browser_of(session).await?,
        None => held.forget_browsers(None).await?,
    }
    if ended > 0 {
        let event = principal.event(EventAction::SessionEnded);
        held.record(event.with("count", ended.to_string())).await?;
    }
    held.commit().await?;
    Ok(ended)
}
