use contract::ids::OrganizationId;
use entity::organization;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::checkpoint::sign_if_due;
use crate::events::positions::assign_all_positions;
use crate::{Context, Error};

/// Appends the new events of all organizations to their chains, and signs the checkpoints that are due.
/// Stops early at `stop`. If the chain of one organization cannot be kept, those of the others are.
///
/// # Errors
/// If the database fails, or a chain cannot be kept.
pub async fn keep_chains(context: &Context, stop: &CancellationToken) -> Result<(), Error> {
    let mut result = Ok(());
    for organization in organizations(context).await? {
        if stop.is_cancelled() {
            break;
        }
        if let Err(error) = keep(context, organization).await {
            tracing::error!(%error, organization = %organization, "a chain of events was not kept");
            result = Err(error);
        }
    }
    result
}

async fn keep(context: &Context, organization: OrganizationId) -> Result<(), Error> {
    assign_all_positions(context, organization).await?;
    sign_if_due(context, organization).await
}

/// All organizations.
pub(super) async fn organizations(context: &Context) -> Result<Vec<OrganizationId>, Error> {
    let ids: Vec<Uuid> = organization::Entity::find()
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
    Ok(ids.into_iter().map(OrganizationId).collect())
}
