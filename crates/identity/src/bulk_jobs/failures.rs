//! Why a job failed for some of its users.

use contract::bulk_jobs::{BulkJobFailure, BulkJobOutcome, BulkJobState};
use contract::problem::Problem;
use entity::Document;
use entity::bulk_job::Model;
use entity::bulk_job_user::{Column, Entity};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::Error;

/// The largest number of different problems that are counted.
const MOST: u64 = 20;

/// The problems with the number of users for whom each occurred, the most frequent first. None while the
/// job is running: clients that follow its progress ask often.
///
/// # Errors
/// If the database fails.
pub(super) async fn failures(
    db: &impl ConnectionTrait,
    job: &Model,
) -> Result<Vec<BulkJobFailure>, Error> {
    if job.state == BulkJobState::Running || job.failed == 0 {
        return Ok(Vec::new());
    }
    let found: Vec<(Option<Document<Problem>>, i64)> = Entity::find()
        .select_only()
        .column(Column::Problem)
        .column_as(Column::Number.count(), "users")
        .filter(Column::BulkJobId.eq(job.id))
        .filter(Column::OrganizationId.eq(job.organization_id))
        .filter(Column::Outcome.eq(BulkJobOutcome::Failed))
        .group_by(Column::Problem)
        .order_by_desc(Column::Number.count())
        .order_by_asc(Column::Problem)
        .limit(MOST)
        .into_tuple()
        .all(db)
        .await?;
    let failure = |(problem, users): (Option<Document<Problem>>, i64)| {
        Some(BulkJobFailure {
            problem: problem?.0,
            users: u32::try_from(users).unwrap_or(u32::MAX),
        })
    };
    Ok(found.into_iter().filter_map(failure).collect())
}
