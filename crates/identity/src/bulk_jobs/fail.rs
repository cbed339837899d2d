use contract::ids::{BulkJobId, OrganizationId};
use entity::bulk_job::{Column, Entity, Model};
use rules::stop_reason::StopReason;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::end::end;
use super::find::find;
use crate::imports::MOST_FAILURES;
use crate::outbox::back_off;
use crate::{Context, Error};

/// Notes that a job failed: it is left alone for a while, longer each time, and finally stopped, as an
/// import is.
///
/// # Errors
/// If the database fails. A worker goes on when the lease has expired.
pub(super) async fn fail(
    context: &Context,
    (job, worker): (&Model, Uuid),
    error: &Error,
) -> Result<(), Error> {
    let read = context.database().read();
    let organization = OrganizationId(job.organization_id);
    // Each user who was processed has begun the count again.
    let now = find(read, organization, BulkJobId(job.id)).await?;
    let failures = now.failures + 1;
    if failures >= MOST_FAILURES {
        tracing::error!(%error, job = %job.id, failures, "a bulk job failed and was stopped");
        return end(context, (job, worker), StopReason::Failed).await;
    }
    tracing::warn!(%error, job = %job.id, failures, "a bulk job failed and is tried again");
    let until = context.now().plus(back_off(failures));
    Entity::update_many()
        .col_expr(Column::Failures, Expr::col(Column::Failures).add(1))
        .col_expr(Column::LeasedUntil, Expr::value(until))
        .filter(Column::Id.eq(job.id))
        .filter(Column::OrganizationId.eq(job.organization_id))
        .filter(Column::LeasedBy.eq(worker))
        .exec(context.database().write())
        .await?;
    Ok(())
}
