use contract::bulk_jobs::BulkJobState;
use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::bulk_job::{Column, Entity, Model};
use rules::stop_reason::StopReason;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::actor::Party;
use crate::events::{NewEvent, record};
use crate::jobs::Lease;
use crate::{Context, Error};

/// Stops a job for a reason of the server, so that it can be resumed. Does nothing if somebody else has
/// stopped or resumed it, or if another worker has leased it.
///
/// # Errors
/// If the database fails.
pub(super) async fn end(
    context: &Context,
    (job, lease): (&Model, Lease),
    reason: StopReason,
) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let ended = Entity::update_many()
        .col_expr(Column::State, Expr::value(BulkJobState::Stopped))
        .col_expr(Column::StopReason, Expr::value(reason))
        .col_expr(Column::LeasedUntil, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::LeasedBy, Expr::value(Option::<Uuid>::None))
        .filter(Column::Id.eq(job.id))
        .filter(Column::OrganizationId.eq(job.organization_id))
        .filter(Column::State.eq(BulkJobState::Running))
        .filter(Column::LeasedBy.eq(lease.worker))
        .filter(Column::ActorId.eq(job.actor_id))
        .exec(&tx)
        .await?;
    if ended.rows_affected == 0 {
        return Ok(());
    }
    let event = NewEvent::new(EventAction::BulkJobStopped, Party::system())
        .with("bulk_job", job.id.to_string())
        .with("action", job.action.as_str())
        .with("reason", reason.as_str());
    record(context, &tx, OrganizationId(job.organization_id), event).await?;
    tx.commit().await?;
    Ok(())
}
