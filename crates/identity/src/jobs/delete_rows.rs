use contract::ids::OrganizationId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::table::JobTable;
use crate::{Context, Error};

/// The number of rows that are deleted at once. SQLite has one writer, which others wait for.
const ROWS: u64 = 1_000;

/// Deletes some rows of a job, and returns their number.
///
/// # Errors
/// If the database fails.
pub(super) async fn delete_rows<T: JobTable>(
    context: &Context,
    organization: OrganizationId,
    job: Uuid,
) -> Result<usize, Error> {
    let numbers: Vec<i32> = T::Rows::find()
        .select_only()
        .column(T::NUMBER_OF_ROW)
        .filter(T::JOB_OF_ROW.eq(job))
        .filter(T::ORGANIZATION_OF_ROW.eq(organization.0))
        .order_by_asc(T::NUMBER_OF_ROW)
        .limit(ROWS)
        .into_tuple()
        .all(context.database().read())
        .await?;
    if let Some(last) = numbers.last() {
        T::Rows::delete_many()
            .filter(T::JOB_OF_ROW.eq(job))
            .filter(T::ORGANIZATION_OF_ROW.eq(organization.0))
            .filter(T::NUMBER_OF_ROW.lte(*last))
            .exec(context.database().write())
            .await?;
    }
    Ok(numbers.len())
}

/// Deletes some rows of a job of an organization, or a job without rows. Returns what was deleted: 0 if the
/// organization has no job.
///
/// # Errors
/// If the database fails.
pub(crate) async fn delete_some<T: JobTable>(
    context: &Context,
    organization: OrganizationId,
) -> Result<usize, Error> {
    let job: Option<Uuid> = T::find()
        .select_only()
        .column(T::ID)
        .filter(T::ORGANIZATION.eq(organization.0))
        .order_by_asc(T::ID)
        .into_tuple()
        .one(context.database().read())
        .await?;
    let Some(job) = job else {
        return Ok(0);
    };
    let deleted = delete_rows::<T>(context, organization, job).await?;
    if deleted > 0 {
        return Ok(deleted);
    }
    delete_job::<T>(context, organization, job).await?;
    Ok(1)
}

/// Deletes a job without rows.
///
/// # Errors
/// If the database fails.
pub(super) async fn delete_job<T: JobTable>(
    context: &Context,
    organization: OrganizationId,
    job: Uuid,
) -> Result<(), Error> {
    T::delete_many()
        .filter(T::ID.eq(job))
        .filter(T::ORGANIZATION.eq(organization.0))
        .exec(context.database().write())
        .await?;
    Ok(())
}
