use std::time::Duration;

use contract::ids::OrganizationId;
use entity::organization::suspended;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::table::JobTable;
use crate::{Context, Error};

/// How long a job is leased. The lease is renewed with each row. This is much longer than a row takes, and
/// short enough for another server to take over soon.
pub(crate) const LEASE: Duration = Duration::from_secs(15);

/// A job that a worker has leased. What a worker writes under a lease names it, so that it fails once the job is
/// stopped or leased again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lease {
    /// The job.
    pub job: Uuid,
    /// Its tenant.
    pub organization: OrganizationId,
    /// The worker: an identifier that no other lease has.
    pub worker: Uuid,
}

/// The jobs that can be leased now, except those of organizations that are `full` or suspended. First those
/// of the organization that has waited for longest.
///
/// # Errors
/// If the database fails.
pub(crate) async fn due<T: JobTable>(
    context: &Context,
    most: u64,
    full: &[Uuid],
) -> Result<Vec<T::Model>, Error> {
    let due = T::find()
        .filter(T::STATE.is_in(T::WORKING.iter().copied()))
        .filter(unleased::<T>(context.now()))
        .filter(T::ORGANIZATION.is_not_in(full.iter().copied()))
        .filter(T::ORGANIZATION.not_in_subquery(suspended()))
        .order_by_asc(Expr::cust(T::TURN_OF_ORGANIZATION))
        .order_by_asc(Expr::cust(T::TURN_OF_JOB))
        .order_by_asc(T::ID)
        .limit(most)
        .all(context.database().read())
        .await?;
    Ok(due)
}

/// Leases a job in this state, unless another worker was faster.
///
/// # Errors
/// If the database fails.
pub(crate) async fn lease<T: JobTable>(
    context: &Context,
    lease: Lease,
    state: T::State,
) -> Result<bool, Error> {
    let now = context.now();
    let leased = T::update_many()
        .col_expr(T::LEASED_UNTIL, Expr::value(now.plus(LEASE)))
        .col_expr(T::LEASED_BY, Expr::value(lease.worker))
        .filter(T::ID.eq(lease.job))
        .filter(T::ORGANIZATION.eq(lease.organization.0))
        .filter(T::STATE.eq(state))
        .filter(unleased::<T>(now))
        .exec(context.database().write())
        .await?;
    Ok(leased.rows_affected == 1)
}

fn unleased<T: JobTable>(now: Timestamp) -> Condition {
    Condition::any()
        .add(T::LEASED_UNTIL.is_null())
        .add(T::LEASED_UNTIL.lte(now))
}

/// Releases the lease, so that another server can continue immediately.
///
/// # Errors
/// If the database fails.
pub(crate) async fn release<T: JobTable>(context: &Context, lease: Lease) -> Result<(), Error> {
    lease_until::<T>(context, lease, None).await
}

/// Releases the lease at the end of a turn: jobs that have waited for longer are next. The job is due again
/// after `pause`.
///
/// # Errors
/// If the database fails.
pub(crate) async fn pass_on<T: JobTable>(
    context: &Context,
    lease: Lease,
    pause: Duration,
) -> Result<(), Error> {
    lease_until::<T>(context, lease, Some(context.now().plus(pause))).await
}

async fn lease_until<T: JobTable>(
    context: &Context,
    lease: Lease,
    until: Option<Timestamp>,
) -> Result<(), Error> {
    T::update_many()
        .col_expr(T::LEASED_UNTIL, Expr::value(until))
        .filter(T::ID.eq(lease.job))
        .filter(T::ORGANIZATION.eq(lease.organization.0))
        .filter(T::LEASED_BY.eq(lease.worker))
        .exec(context.database().write())
        .await?;
    Ok(())
}
