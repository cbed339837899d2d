use contract::administrators::Administrator;
use contract::ids::AdministratorId;

use super::guard::{begin, check_another, may_grant};
use super::read::read;
use crate::addresses::Portal;
use crate::permitted::{AdministratorsWrite, Permitted};
use crate::{Context, Error, accounts, factors};

/// Takes all factors and recovery codes of another administrator away. Takes a role that
/// allows no less than theirs.
///
/// # Errors
/// `conflict` when there is none, `not-found`, `forbidden`.
pub async fn reset_factors(
    context: &Context,
    principal: &Permitted<AdministratorsWrite>,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let tx = begin(context, principal).await?;
    let organization = principal.organization();
    let account = accounts::hold(&tx, organization, Portal::Admin, id.0).await?;
    may_grant(principal, accounts::role(&account)?)?;
    check_another(principal, id)?;
    factors::reset(context, &tx, principal, &account).await?;
    let administrator = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(administrator)
}
