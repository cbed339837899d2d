use contract::ids::OrganizationId;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::delete_rows::{delete_job, delete_rows};
use super::table::JobTable;
use crate::{Context, Error};

/// Deletes `old` jobs with their rows, and returns the number of jobs. An organization can have millions of
/// rows, so they are deleted in batches: no writer waits long. If the server stops, the rest is deleted later.
///
/// # Errors
/// If the database fails.
pub(crate) async fn sweep<T: JobTable>(
    context: &Context,
    old: &Condition,
    stop: &CancellationToken,
) -> Result<u64, Error> {
    let mut swept = 0;
    while let Some((job, organization, state)) = find_old::<T>(context, old).await? {
        let organization = OrganizationId(organization);
        if T::DELETABLE.contains(&state) {
            // A job without some of its rows must neither begin nor be resumed, so it is over now.
            let is_over = T::update_many()
                .col_expr(T::STATE, Expr::value(T::FINISHED))
                .filter(T::ID.eq(job))
                .filter(T::ORGANIZATION.eq(organization.0))
                .filter(T::STATE.eq(state))
                .exec(context.database().write())
                .await?;
            if is_over.rows_affected == 0 {
                continue;
            }
        }
        while delete_rows::<T>(context, organization, job).await? > 0 {
            if stop.is_cancelled() {
                return Ok(swept);
            }
        }
        delete_job::<T>(context, organization, job).await?;
        swept += 1;
    }
    Ok(swept)
}

/// The first of the old jobs, its organization and its state.
async fn find_old<T: JobTable>(
    context: &Context,
    old: &Condition,
) -> Result<Option<(Uuid, Uuid, T::State)>, Error> {
    let old = T::find()
        .select_only()
        .columns([T::ID, T::ORGANIZATION, T::STATE])
        .filter(old.clone())
        // Nobody takes the rows away from a worker.
        .filter(T::STATE.is_not_in(T::WORKING.iter().copied()))
        .order_by_asc(T::ID)
        .into_tuple()
        .one(context.database().read())
        .await?;
    Ok(old)
}
