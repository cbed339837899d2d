use contract::ids::OrganizationId;
use entity::organization;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::checkpoint::sign_if_due;
use crate::events::place::place_all;
use crate::{Context, Error};

/// Appends the new events of all organizations to their chains, and signs the checkpoints that are due.
/// Stops early at `stop`.
///
/// # Errors
/// If the database fails.
pub async fn keep_chains(context: &Context, stop: &CancellationToken) -> Result<(), Error> {
    let organizations: Vec<Uuid> = organization::Entity::find()
        .select_only()
        .column(organization::Column::Id)
        // Nothing is added to what is being deleted.
        .filter(
            Condition::any()
                .add(organization::Column::DeleteAt.is_null())
                .add(organization::Column::DeleteAt.gt(context.now())),
        )
        .into_tuple()
        .all(context.database().read())
        .await?;
    for organization in organizations.into_iter().map(OrganizationId) {
        if stop.is_cancelled() {
            break;
        }
        place_all(context, organization).await?;
        sign_if_due(context, organization).await?;
    }
    Ok(())
}
