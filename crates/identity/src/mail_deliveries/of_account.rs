use contract::ids::OrganizationId;
use contract::mail_deliveries::MailDelivery;
use entity::mail::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::show;
use crate::{Context, Error};

/// The last emails about an account, newest first, at most `limit`. The caller must hold `events:read`.
///
/// # Errors
/// When the database fails.
pub(crate) async fn of_account(
    context: &Context,
    organization: OrganizationId,
    account: Uuid,
    limit: u64,
) -> Result<Vec<MailDelivery>, Error> {
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::AccountId.eq(account))
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(context.database().read())
        .await?;
    Ok(rows.into_iter().map(show).collect())
}
