use std::time::Duration;

use contract::ids::OrganizationId;
use entity::bulk_job::{Column, Entity};
use rules::bulk::{BulkJobState, KEPT_DAYS};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::delete_organizations::delete_job_users;
use crate::{Context, Error};

/// How long bulk jobs are kept with their results.
const KEEP: Duration = Duration::from_secs(24 * 60 * 60).saturating_mul(KEPT_DAYS);

/// Deletes old bulk jobs with their results, and returns the number of jobs. An organization can have
/// millions of results, so they are deleted in batches: no writer waits long. If the server stops, the rest
/// is deleted later.
///
/// # Errors
/// If the database fails.
pub async fn sweep_jobs(context: &Context, stop: &CancellationToken) -> Result<u64, Error> {
    let mut swept = 0;
    while let Some((job, organization)) = find_old(context).await? {
        // A job without some of its users must not be resumed, so a stopped one is over now.
        let is_over = Entity::update_many()
            .col_expr(Column::State, Expr::value(BulkJobState::Finished))
            .filter(Column::Id.eq(job))
            .filter(Column::OrganizationId.eq(organization.0))
            .filter(Column::State.ne(BulkJobState::Running))
            .exec(context.database().write())
            .await?;
        if is_over.rows_affected == 0 {
            continue;
        }
        while delete_job_users(context, organization, job).await? > 0 {
            if stop.is_cancelled() {
                return Ok(swept);
            }
        }
        Entity::delete_many()
            .filter(Column::Id.eq(job))
            .filter(Column::OrganizationId.eq(organization.0))
            .exec(context.database().write())
            .await?;
        swept += 1;
    }
    Ok(swept)
}

/// The oldest of the jobs that are too old, and its organization.
async fn find_old(context: &Context) -> Result<Option<(Uuid, OrganizationId)>, Error> {
    let old: Option<(Uuid, Uuid)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::OrganizationId])
        .filter(Column::State.ne(BulkJobState::Running))
        .filter(Column::CreatedAt.lt(context.now().minus(KEEP)))
        .order_by_asc(Column::Id)
        .into_tuple()
        .one(context.database().read())
        .await?;
    Ok(old.map(|(job, organization)| (job, OrganizationId(organization))))
}
