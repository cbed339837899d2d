use contract::page::{MOST_COUNTED, Total};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Asterisk, Expr, Func, Query, SelectStatement, SubQueryStatement};

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
    let Some(row) = db
        .query_one(&count_statement(rows, limit_of(exact)))
        .await?
    else {
        return Ok(Total::default());
    };
    let counted: i64 = row.try_get_by_index(0)?;
    Ok(Total::new(counted.unsigned_abs(), exact))
}

/// Counts the rows of each query, in one statement in which each query uses its own index. Without
/// `exact`, each count stops at [`MOST_COUNTED`] + 1.
///
/// # Errors
/// If the database fails.
pub(crate) async fn count_each(
    db: &impl ConnectionTrait,
    queries: Vec<SelectStatement>,
    exact: bool,
) -> Result<Vec<u64>, Error> {
    let limit = limit_of(exact);
    let queries = queries.into_iter().map(|rows| (rows, limit)).collect();
    count_up_to(db, queries).await
}

/// Counts the rows of each query up to its limit, in one statement.
///
/// # Errors
/// If the database fails.
pub(super) async fn count_up_to(
    db: &impl ConnectionTrait,
    queries: Vec<(SelectStatement, Option<u64>)>,
) -> Result<Vec<u64>, Error> {
    let mut counts = Query::select();
    for (rows, limit) in queries {
        let count = count_statement(rows, limit);
        counts.expr(Expr::from(SubQueryStatement::from(count)));
    }
    let row = db.query_one(&counts).await?;
    let row = row.ok_or_else(|| Error::internal("no row of counts"))?;
    let counts: Vec<i64> = (0..row.column_names().len())
        .map(|column| row.try_get_by_index(column))
        .collect::<Result<_, _>>()?;
    Ok(counts.into_iter().map(i64::unsigned_abs).collect())
}

const fn limit_of(exact: bool) -> Option<u64> {
    if exact { None } else { Some(MOST_COUNTED + 1) }
}

/// A statement that counts `rows`. The limit is in a subquery, so that the database stops there.
fn count_statement(mut rows: SelectStatement, limit: Option<u64>) -> SelectStatement {
    rows.clear_selects().expr(Expr::cust("1"));
    if let Some(limit) = limit {
        rows.limit(limit);
    }
    let mut count = Query::select();
    count
        .expr(Func::count(Expr::col(Asterisk)))
        .from_subquery(rows, "counted");
    count
}
