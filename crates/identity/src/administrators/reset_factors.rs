use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use mail::OwnerChange;

use super::guard::{check_another, hold, may_grant};
use super::tell_owners::tell_owners;
use crate::accounts::role;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, factors};

/// Removes all factors and recovery codes of another administrator. Requires a role with at least
/// the permissions of theirs.
///
/// # Errors
/// `conflict` if there are none, `not-found`, `forbidden`.
pub async fn reset_factors(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let held = hold(context, principal, id).await?;
    may_grant(principal, role(&held.account)?)?;
    check_another(principal, id)?;
    tell_owners(principal, &held, OwnerChange::FactorsReset).await?;
    factors::reset(principal, &held).await?;
    held.commit_and_read().await
}
