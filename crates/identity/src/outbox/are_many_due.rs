use contract::ids::OrganizationId;
use contract::mail_deliveries::MailState;
use entity::mail::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::{Context, Error};

/// Whether at least `many` emails of an organization are due for delivery.
///
/// # Errors
/// If the database fails.
pub(crate) async fn are_many_due(
    context: &Context,
    organization: OrganizationId,
    many: u64,
) -> Result<bool, Error> {
    let due: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::State.eq(MailState::Queued))
        .filter(Column::NextAttemptAt.lte(context.now()))
        .limit(many)
        .into_tuple()
        .all(context.database().read())
        .await?;
    Ok(due.len() as u64 >= many)
}
