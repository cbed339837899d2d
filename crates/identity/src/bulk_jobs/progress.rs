//! The progress of a job. Its position moves in the transaction that performs the action and writes the
//! outcome, and only for the worker that holds the lease. So a worker that lost its lease, or a job that
//! was stopped, is noticed before anything is committed.

use contract::bulk_jobs::{BulkJobOutcome, BulkJobState};
use contract::problem::Problem;
use entity::bulk_job::{Column, Entity, Model};
use entity::{Document, bulk_job_user};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::jobs::{LEASE, Lease};
use crate::{Context, Error};

/// Writes the outcome of a user, moves the position to it, and renews the lease. Returns false if the job
/// was stopped, if another worker has leased it, if somebody else has resumed it, or if the user was
/// processed already: then the transaction must be rolled back.
///
/// # Errors
/// If the database fails.
pub(super) async fn write(
    context: &Context,
    db: &impl ConnectionTrait,
    (job, lease): (&Model, Lease),
    user: &bulk_job_user::Model,
    (outcome, problem): (BulkJobOutcome, Option<Problem>),
) -> Result<bool, Error> {
    let counted = match outcome {
        BulkJobOutcome::Done => Column::Done,
        BulkJobOutcome::Unchanged => Column::Unchanged,
        BulkJobOutcome::Failed => Column::Failed,
    };
    let moved = Entity::update_many()
        .col_expr(Column::Position, Expr::value(user.number))
        .col_expr(counted, Expr::col(counted).add(1))
        .col_expr(Column::LeasedUntil, Expr::value(context.now().plus(LEASE)))
        .col_expr(Column::Failures, Expr::value(0))
        .filter(Column::Id.eq(job.id))
        .filter(Column::OrganizationId.eq(job.organization_id))
        .filter(Column::State.eq(BulkJobState::Running))
        .filter(Column::LeasedBy.eq(lease.worker))
        // A worker that waited for this user while the job was stopped, resumed by somebody else and leased
        // by the same server again would act as the first one.
        .filter(Column::ActorId.eq(job.actor_id))
        .filter(Column::Position.lt(user.number))
        .exec(db)
        .await?;
    if moved.rows_affected == 0 {
        return Ok(false);
    }
    let remedy = problem.as_ref().and_then(|problem| problem.remedy);
    bulk_job_user::Entity::update_many()
        .col_expr(bulk_job_user::Column::Outcome, Expr::value(outcome))
        .col_expr(bulk_job_user::Column::Remedy, Expr::value(remedy))
        .col_expr(
            bulk_job_user::Column::Problem,
            Expr::value(problem.map(Document)),
        )
        .filter(bulk_job_user::Column::BulkJobId.eq(job.id))
        .filter(bulk_job_user::Column::OrganizationId.eq(job.organization_id))
        .filter(bulk_job_user::Column::Number.eq(user.number))
        .exec(db)
        .await?;
    Ok(true)
}
