use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::lease::Lease;
use super::table::JobTable;
use crate::{Context, Error};

/// The number of rows per query. The dry run of an import checks all of them in one transaction.
const BATCH: u64 = 50;

/// A row of a job.
type Row<T> = <<T as JobTable>::Rows as EntityTrait>::Model;

/// The next rows of a job after a position.
///
/// # Errors
/// If the database fails.
pub(crate) async fn rows_after<T: JobTable>(
    context: &Context,
    lease: Lease,
    position: i32,
) -> Result<Vec<Row<T>>, Error> {
    let rows = T::Rows::find()
        .filter(T::JOB_OF_ROW.eq(lease.job))
        .filter(T::ORGANIZATION_OF_ROW.eq(lease.organization.0))
        .filter(T::NUMBER_OF_ROW.gt(position))
        .order_by_asc(T::NUMBER_OF_ROW)
        .limit(BATCH)
        .all(context.database().read())
        .await?;
    Ok(rows)
}
