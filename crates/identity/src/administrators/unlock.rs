use contract::administrators::Administrator;
use contract::events::EventAction;
use contract::ids::AdministratorId;

use super::guard::hold;
use crate::accounts::end_lock;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error};

/// Unlocks an administrator and clears the failed attempts.
///
/// # Errors
/// `conflict` if not locked, `not-found`, `forbidden`.
pub async fn unlock(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let held = hold(context, principal, id).await?;
    end_lock(principal, &held, EventAction::AdministratorUnlocked).await?;
    held.commit_and_read().await
}
