use contract::ids::GroupId;
use entity::user_group::Model;
use sea_orm::DatabaseTransaction;

use crate::actor::AdminPrincipal;
use crate::{Error, tenant_rows};

/// Reads a group of the principal's organization, if it has the version that the request expects, and
/// locks it against changes by others until `tx` ends.
///
/// # Errors
/// `not-found`, `stale-version`.
pub(super) async fn hold(
    tx: &DatabaseTransaction,
    principal: &AdminPrincipal,
    id: GroupId,
) -> Result<Model, Error> {
    let held = tenant_rows::hold(tx, principal.organization(), id).await?;
    principal.client().expects.check(held.version)?;
    Ok(held)
}
