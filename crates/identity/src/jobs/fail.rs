use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::lease::Lease;
use super::table::JobTable;
use crate::outbox::back_off;
use crate::{Context, Error};

/// How often a job may fail before it is ended. The pauses between the attempts add up to five minutes, so
/// that it outlasts a restart of the database.
const MOST_FAILURES: i32 = 6;

/// Notes that a job failed: it is left alone for a while, longer each time. Returns whether it must be ended
/// instead: what fails each time, such as a row that the database refuses, would otherwise be tried forever.
///
/// # Errors
/// If the database fails, or if the job was deleted. A worker goes on when the lease has expired.
pub(crate) async fn fail<T: JobTable>(
    context: &Context,
    lease: Lease,
    error: &Error,
) -> Result<bool, Error> {
    let Lease { job, worker, .. } = lease;
    // Each row that was processed has begun the count again.
    let before: Option<i32> = T::find()
        .select_only()
        .column(T::FAILURES)
        .filter(T::ID.eq(job))
        .filter(T::ORGANIZATION.eq(lease.organization.0))
        .into_tuple()
        .one(context.database().read())
        .await?;
    let failures = before.ok_or(Error::NotFound)? + 1;
    if failures >= MOST_FAILURES {
        tracing::error!(%error, %job, failures, "{} failed and was ended", T::A_JOB);
        return Ok(true);
    }
    tracing::warn!(%error, %job, failures, "{} failed and is tried again", T::A_JOB);
    let until = context.now().plus(back_off(failures));
    T::update_many()
        .col_expr(T::FAILURES, Expr::col(T::FAILURES).add(1))
        .col_expr(T::LEASED_UNTIL, Expr::value(until))
        .filter(T::ID.eq(job))
        .filter(T::ORGANIZATION.eq(lease.organization.0))
        .filter(T::LEASED_BY.eq(worker))
        .exec(context.database().write())
        .await?;
    Ok(false)
}
