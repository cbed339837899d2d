use contract::administrators::Administrator;
use contract::factors::ExtendEnrollment;
use contract::ids::AdministratorId;

use super::guard::{check_another, hold, may_grant};
use crate::accounts::role;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, factors};

/// Extends the MFA enrollment period of another administrator, counted from now. Requires a role
/// with at least the permissions of theirs.
///
/// # Errors
/// `invalid-fields` with `days`, `conflict` if there is no enrollment period, `not-found`,
/// `forbidden`.
pub async fn extend_enrollment(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
    request: ExtendEnrollment,
) -> Result<Administrator, Error> {
    let held = hold(context, principal, id).await?;
    may_grant(principal, role(&held.account)?)?;
    check_another(principal, id)?;
    factors::extend(principal, &held, request).await?;
    held.commit_and_read().await
}
