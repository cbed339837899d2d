use contract::administrators::Administrator;
use contract::factors::ExtendEnrolment;
use contract::ids::AdministratorId;

use super::guard::{check_another, hold, may_grant};
use crate::accounts::role;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, factors};

/// Gives another administrator more time to enroll a factor, counted from now. Takes a role that
/// allows no less than theirs.
///
/// # Errors
/// `invalid-fields` with `days`, `conflict` where no period runs, `not-found`, `forbidden`.
pub async fn extend_enrolment(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
    request: ExtendEnrolment,
) -> Result<Administrator, Error> {
    let held = hold(context, principal, id).await?;
    may_grant(principal, role(&held.account)?)?;
    check_another(principal, id)?;
    factors::extend(principal, &held, request).await?;
    held.commit_and_read().await
}
