use contract::administrators::{Administrator, CreatedKeysQuery};
use contract::events::EventAction;
use contract::ids::AdministratorId;
use entity::session::EndReason;
use mail::OwnerChange;
use rules::state::UserState;

use super::guard::{hold, not_the_last_owner};
use super::tell_owners::tell_owners;
use crate::api_keys::revoke_all_of;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error};

/// Suspends an administrator, ends their sessions, and voids their links and unfinished sign-ins.
/// The API keys that they created are revoked, unless the request keeps them.
///
/// # Errors
/// `last-owner`, `conflict` if already suspended, `not-found`, `forbidden`.
pub async fn suspend(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
    keys: CreatedKeysQuery,
) -> Result<Administrator, Error> {
    let held = hold(context, principal, id).await?;
    not_the_last_owner(&held).await?;
    tell_owners(principal, &held, OwnerChange::Suspended).await?;
    held.become_state(UserState::Suspended).await?;
    let ended = held.shut_out(EndReason::AccountSuspended).await?;
    let event = principal.event(EventAction::AdministratorSuspended);
    held.record(event.with("sessions_ended", ended.to_string()))
        .await?;
    if keys.revokes() {
        revoke_all_of(principal, &held).await?;
    }
    held.commit_and_read().await
}
