use std::time::Duration;

use entity::{bulk_job, user_import};
use rules::import::ImportState;
use rules::{bulk, import};
use sea_orm::{ColumnTrait, Condition};
use tokio_util::sync::CancellationToken;

use crate::jobs;
use crate::{Context, Error};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long bulk jobs are kept with their results.
const KEEP_JOBS: Duration = DAY.saturating_mul(bulk::KEPT_DAYS);
/// How long imports are kept with their files.
const KEEP_IMPORTS: Duration = DAY.saturating_mul(import::KEPT_DAYS);
/// Longer than an upload takes.
const UPLOAD: Duration = Duration::from_secs(60 * 60);

/// Deletes old bulk jobs with their results, and returns the number of jobs.
///
/// # Errors
/// If the database fails.
pub async fn sweep_jobs(context: &Context, stop: &CancellationToken) -> Result<u64, Error> {
    use bulk_job::{Column, Entity};
    let old = Column::CreatedAt.lt(context.now().minus(KEEP_JOBS));
    jobs::sweep::<Entity>(context, &Condition::all().add(old), stop).await
}

/// Deletes old imports and uploads that were broken off, with their files, and returns the number of imports.
///
/// # Errors
/// If the database fails.
pub async fn sweep_imports(context: &Context, stop: &CancellationToken) -> Result<u64, Error> {
    use user_import::{Column, Entity};
    let now = context.now();
    let broken_off = Condition::all()
        .add(Column::State.eq(ImportState::Reading))
        .add(Column::CreatedAt.lt(now.minus(UPLOAD)));
    let old = Condition::any()
        .add(Column::CreatedAt.lt(now.minus(KEEP_IMPORTS)))
        .add(broken_off);
    jobs::sweep::<Entity>(context, &old, stop).await
}
