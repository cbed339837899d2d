use rules::stop_reason::StopReason;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use uuid::Uuid;

use super::table::JobTable;
use crate::Error;

/// Stops the jobs of all organizations that are running, and returns their number. They can be resumed.
///
/// # Errors
/// If the database fails.
pub(crate) async fn stop_running<T: JobTable>(
    tx: &impl ConnectionTrait,
    reason: StopReason,
) -> Result<u64, Error> {
    let stopped = T::update_many()
        .col_expr(T::STATE, Expr::value(T::STOPPED))
        .col_expr(T::STOP_REASON, Expr::value(reason))
        .col_expr(T::LEASED_UNTIL, Expr::value(Option::<Timestamp>::None))
        .col_expr(T::LEASED_BY, Expr::value(Option::<Uuid>::None))
        .filter(T::STATE.eq(T::RUNNING))
        .exec(tx)
        .await?;
    Ok(stopped.rows_affected)
}
