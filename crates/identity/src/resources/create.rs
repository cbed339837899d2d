use contract::ids::OrganizationId;
use entity::RowId;
use sea_orm::{DatabaseTransaction, IntoActiveModel};
use serde::Serialize;
use uuid::Uuid;

use super::groups::{hold_groups, write_groups};
use super::show::{party, show_stored};
use super::table::ResourceTable;
use crate::events::record;
use crate::idempotency::{Create, claim};
use crate::room::check_room;
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Inserts a row with the identifier `id`, unless `once` has already been done.
///
/// # Errors
/// `invalid-fields` if a group does not exist, `conflict` if there are too many rows, `already-created`,
/// `idempotency-conflict`.
pub(crate) async fn create<T, R: Serialize>(
    context: &Context,
    once: Create<'_, R>,
    (id, row): (Uuid, T::ActiveModel),
    groups: &[T::WantedGroup],
) -> Result<T::Shown, Error>
where
    T: ResourceTable,
    T::Model: IntoActiveModel<T::ActiveModel> + Sync,
{
    let principal = once.by;
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    if let Some(first) = claim(context, &tx, once, id).await? {
        return Err(already_created::<T>(&tx, organization, first).await?);
    }
    hold_groups::<T>(&tx, organization, groups).await?;
    check_room::<T>(&tx, organization, (T::MOST, T::TOO_MANY)).await?;
    let row = T::insert(row).exec_with_returning(&tx).await?;
    write_groups::<T>(&tx, T::facts(&row), groups).await?;
    let event = principal.event(T::CREATED).to(party::<T>(&row));
    record(context, &tx, organization, T::describe(event, &row)).await?;
    let shown = show_stored::<T>(&tx, row).await?;
    tx.commit().await?;
    Ok(shown)
}

/// The error for a repeated create. The response is not given again, because it contains the credential.
async fn already_created<T: ResourceTable>(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    first: Uuid,
) -> Result<Error, Error> {
    let first = find(tx, organization, <T::Id as RowId>::from_uuid(first)).await?;
    let first = T::facts(&first);
    Ok(Error::AlreadyCreated(format!(
        "The {} \"{}\" ({}) was created with this Idempotency-Key. Its {} is shown once: if it was lost, \
         replace it",
        T::NAME,
        first.name,
        first.id,
        T::CREDENTIAL
    )))
}
