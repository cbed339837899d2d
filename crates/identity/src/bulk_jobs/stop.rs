use contract::bulk_jobs::{BulkJob, BulkJobState};
use contract::events::EventAction;
use contract::ids::BulkJobId;
use entity::bulk_job::{Column, Entity};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::allowed::refused;
use super::show::show;
use crate::events::record;
use crate::permitted::{Permitted, UsersRead};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Stops a job after the current user, so that it can be resumed. Also requires the permission of its
/// action.
///
/// # Errors
/// `conflict` if it is not running, `not-found`, `forbidden`.
pub async fn stop(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: BulkJobId,
) -> Result<BulkJob, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let job = find(&tx, organization, id).await?;
    principal.require(job.action.needs())?;
    let stopped = Entity::update_many()
        .col_expr(Column::State, Expr::value(BulkJobState::Stopped))
        .col_expr(Column::LeasedUntil, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::LeasedBy, Expr::value(Option::<Uuid>::None))
        .filter(Column::Id.eq(job.id))
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::State.eq(BulkJobState::Running))
        .exec(&tx)
        .await?;
    let stopped_job = find(&tx, organization, id).await?;
    if stopped.rows_affected == 0 {
        return Err(refused(stopped_job.state));
    }
    let event = principal
        .event(EventAction::BulkJobStopped)
        .with("bulk_job", job.id.to_string())
        .with("action", job.action.as_str());
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    Ok(show(stopped_job))
}
