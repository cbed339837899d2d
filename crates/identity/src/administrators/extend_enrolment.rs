use contract::administrators::Administrator;
use contract::factors::ExtendEnrolment;
use contract::ids::AdministratorId;

use super::guard::{begin, check_another, may_grant};
use super::read::read;
use crate::addresses::Portal;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, accounts, factors};

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
    let tx = begin(context, principal).await?;
    let organization = principal.organization();
    let account = accounts::hold(&tx, organization, Portal::Admin, id.0).await?;
    may_grant(principal, accounts::role(&account)?)?;
    check_another(principal, id)?;
    factors::extend(context, &tx, principal, &account, request).await?;
    let administrator = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(administrator)
}
