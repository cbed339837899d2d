use contract::administrators::Administrator;
use contract::events::EventAction;
use contract::ids::AdministratorId;

use super::guard::begin;
use super::read::read;
use crate::addresses::Portal;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, accounts};

/// Ends a lock and clears the failed attempts.
///
/// # Errors
/// `conflict` when not locked, `not-found`, `forbidden`.
pub async fn unlock(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let organization = principal.organization();
    let tx = begin(context, principal).await?;
    let account = accounts::hold(&tx, organization, Portal::Admin, id.0).await?;
    let action = EventAction::AdministratorUnlocked;
    accounts::end_lock(context, &tx, principal, &account, action).await?;
    let administrator = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(administrator)
}
