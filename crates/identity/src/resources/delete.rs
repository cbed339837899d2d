use sea_orm::{ColumnTrait, QueryFilter};

use super::show::party;
use super::table::ResourceTable;
use crate::actor::AdminPrincipal;
use crate::events::record;
use crate::precondition::Precondition;
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// Deletes a row, if it has an `expected` version. Its credential stops working immediately.
///
/// # Errors
/// `stale-version`, `not-found`.
pub(crate) async fn delete<T: ResourceTable>(
    context: &Context,
    principal: &AdminPrincipal,
    id: T::Id,
    expected: &Precondition,
) -> Result<(), Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let row = hold(&tx, organization, id).await?;
    expected.check(T::facts(&row).version)?;
    T::delete_many()
        .filter(T::ID.eq(T::id(&row)))
        .filter(T::ORGANIZATION.eq(organization.0))
        .exec(&tx)
        .await?;
    let event = principal.event(T::DELETED).to(party::<T>(&row));
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    Ok(())
}
