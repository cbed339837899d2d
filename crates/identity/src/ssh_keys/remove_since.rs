use entity::ssh_key::{Column, Entity};
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::Error;
use crate::accounts::HeldAccount;

/// Removes the keys that were added at `since` or later. Returns their number.
///
/// # Errors
/// If the database fails.
pub(crate) async fn remove_since(held: &HeldAccount<'_>, since: Timestamp) -> Result<u64, Error> {
    let removed = Entity::delete_many()
        .filter(Column::OrganizationId.eq(held.account.organization_id))
        .filter(Column::AccountId.eq(held.account.id))
        .filter(Column::CreatedAt.gte(since))
        .exec(held.tx())
        .await?;
    Ok(removed.rows_affected)
}
