//! The progress of a job. Its position moves in the transaction that performs the action and writes the
//! outcome, and only for the worker that holds the lease. So a worker that lost its lease, or a job that
//! was stopped, is noticed before anything is committed.

use std::time::Duration;

use contract::bulk_jobs::{BulkJobOutcome, BulkJobState};
use contract::problem::Problem;
use entity::bulk_job::{Column, Entity, Model};
use entity::{Document, bulk_job_user};
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::imports::LEASE;
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
    (job, worker): (&Model, Uuid),
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
        .filter(Column::LeasedBy.eq(worker))
        // A worker that waited for this user while the job was stopped, resumed by somebody else and leased
        // by the same server again would act as the first one.
        .filter(Column::ActorId.eq(job.actor_id))
        .filter(Column::Position.lt(user.number))
        .exec(db)
        .await?;
    if moved.rows_affected == 0 {
        return Ok(false);
    }
    bulk_job_user::Entity::update_many()
        .col_expr(bulk_job_user::Column::Outcome, Expr::value(outcome))
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

/// Releases the lease, so that another server can continue immediately.
///
/// # Errors
/// If the database fails.
pub(super) async fn release(context: &Context, job: &Model, worker: Uuid) -> Result<(), Error> {
    lease_until(context, job, worker, None).await
}

/// Releases the lease at the end of a turn: jobs that have waited for longer are next. The job is due again
/// after `pause`.
///
/// # Errors
/// If the database fails.
pub(super) async fn pass_on(
    context: &Context,
    job: &Model,
    worker: Uuid,
    pause: Duration,
) -> Result<(), Error> {
    lease_until(context, job, worker, Some(context.now().plus(pause))).await
}

async fn lease_until(
    context: &Context,
    job: &Model,
    worker: Uuid,
    until: Option<Timestamp>,
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::LeasedUntil, Expr::value(until))
        .filter(Column::Id.eq(job.id))
        .filter(Column::OrganizationId.eq(job.organization_id))
        .filter(Column::LeasedBy.eq(worker))
        .exec(context.database().write())
        .await?;
    Ok(())
}
