use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::User;
use entity::session::EndReason;
use rules::state::UserState;

use super::held_user::hold;
use crate::accounts::HeldAccount;
use crate::events::NewEvent;
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error};

/// Suspends a user, ends their sessions, and voids their links and unfinished sign-ins.
///
/// # Errors
/// `conflict` if already suspended, `not-found`, `forbidden`.
pub async fn suspend(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    perform(principal, &held).await?;
    held.commit_and_read().await
}

pub(super) async fn perform(
    principal: &Permitted<UsersWrite>,
    held: &HeldAccount<'_>,
) -> Result<(), Error> {
    suspend_held(held, principal.event(EventAction::UserSuspended)).await
}

/// Suspends a held user, and records `event`.
///
/// # Errors
/// `conflict` if already suspended.
pub(crate) async fn suspend_held(held: &HeldAccount<'_>, event: NewEvent<'_>) -> Result<(), Error> {
    held.become_state(UserState::Suspended).await?;
    let ended = held.shut_out(EndReason::AccountSuspended).await?;
    held.record(event.with("sessions_ended", ended.to_string()))
        .await
}
