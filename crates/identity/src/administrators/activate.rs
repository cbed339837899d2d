use contract::administrators::Administrator;
use contract::events::EventAction;
use contract::ids::AdministratorId;
use rules::state::UserState;

use super::guard::hold;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, mfa_enrollment};

/// Activates a suspended administrator.
///
/// # Errors
/// `conflict` if already active, `not-found`, `forbidden`.
pub async fn activate(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let held = hold(context, principal, id).await?;
    held.become_state(UserState::Active).await?;
    held.record(principal.event(EventAction::AdministratorActivated))
        .await?;
    mfa_enrollment::apply_requirement(&held).await?;
    held.commit_and_read().await
}
