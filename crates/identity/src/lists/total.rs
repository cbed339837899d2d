use contract::page::{MOST_COUNTED, Total};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Asterisk, Expr, Func, Query, SelectStatement};

use crate::Error;

/// Counts the rows of a query: all of them, or up to [`MOST_COUNTED`] + 1.
///
/// # Errors
/// If the database fails.
pub(crate) async fn count(
    db: &impl ConnectionTrait,
    rows: SelectStatement,
    exact: bool,
) -> Result<Total, Error> {
    let Some(row) = db.query_one(&count_statement(rows, exact)).await? else {
        return Ok(Total::default());
    };
    let counted: i64 = row.try_get_by_index(0)?;
    Ok(Total::new(counted.unsigned_abs(), exact))
}

/// A statement that counts `rows`. The limit is in a subquery, so that the database stops there.
pub(crate) fn count_statement(mut rows: SelectStatement, exact: bool) -> SelectStatement {
    rows.clear_selects().expr(Expr::cust("1"));
    if !exact {
        rows.limit(MOST_COUNTED + 1);
    }
    let mut count = Query::select();
    count
        .expr(Func::count(Expr::col(Asterisk)))
        .from_subquery(rows, "counted");
    count
}
