use contract::administrators::Administrator;
use contract::ids::AdministratorId;

use super::guard::begin;
use super::read::read;
use crate::actor::Operator;
use crate::addresses::Portal;
use crate::{Context, Error, accounts};

/// Ends a lock and clears the failed attempts. Needs `administrators:write`.
///
/// # Errors
/// `conflict` when not locked, `not-found`, `forbidden`.
pub async fn unlock(
    context: &Context,
    operator: &Operator,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let organization = operator.organization();
    let tx = begin(context, operator).await?;
    let account = accounts::hold(&tx, organization, Portal::Admin, id.0).await?;
    let action = "administrator.unlocked";
    accounts::end_lock(context, &tx, operator, &account, action).await?;
    let administrator = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(administrator)
}
