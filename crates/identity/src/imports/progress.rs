//! The progress of an import. Its position moves in the transaction that writes the outcomes, and only
//! for the worker that holds the lease. So no row is processed twice: a worker that lost its lease, or
//! an import that was stopped, is noticed before anything is committed.

use contract::imports::RowProblem;
use contract::problem::FieldError;
use entity::user_import::{Column, Entity, Model};
use entity::{Document, user_import_row};
use rules::import::RowOutcome;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::plan_row::Keys;
use crate::jobs::{LEASE, Lease};
use crate::{Context, Error};

/// The outcome of a row.
pub(super) struct Outcome {
    pub keys: Keys,
    pub outcome: RowOutcome,
    pub user: Option<Uuid>,
    pub problems: Vec<FieldError>,
}

/// Moves the position to a row, and renews the lease. Returns false if the import was stopped, if
/// another worker has leased it, or if the row was processed already: then the transaction must be
/// rolled back.
///
/// # Errors
/// If the database fails.
pub(super) async fn move_to(
    context: &Context,
    db: &impl ConnectionTrait,
    (import, lease): (&Model, Lease),
    number: i32,
) -> Result<bool, Error> {
    let moved = Entity::update_many()
        .col_expr(Column::Position, Expr::value(number))
        .col_expr(Column::LeasedUntil, Expr::value(context.now().plus(LEASE)))
        .col_expr(Column::Failures, Expr::value(0))
        .filter(Column::Id.eq(import.id))
        .filter(Column::OrganizationId.eq(import.organization_id))
        .filter(Column::State.eq(import.state))
        .filter(Column::LeasedBy.eq(lease.worker))
        .filter(Column::Position.lt(number))
        .exec(db)
        .await?;
    Ok(moved.rows_affected == 1)
}

/// Writes the outcome of a row.
///
/// # Errors
/// If the database fails.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    import: &Model,
    number: i32,
    outcome: Outcome,
) -> Result<(), Error> {
    use user_import_row::{Column, Entity};
    let Outcome {
        keys,
        outcome,
        user,
        problems,
    } = outcome;
    let problems: Vec<_> = problems
        .into_iter()
        .map(|problem| named(import, problem))
        .collect();
    let problems = Some(Document(problems)).filter(|problems| !problems.is_empty());
    Entity::update_many()
        .col_expr(Column::EmailKey, Expr::value(keys.email))
        .col_expr(Column::UsernameKey, Expr::value(keys.username))
        .col_expr(Column::EmployeeNumberKey, Expr::value(keys.employee_number))
        .col_expr(Column::Outcome, Expr::value(outcome))
        .col_expr(Column::Problems, Expr::value(problems))
        .col_expr(Column::UserId, Expr::value(user))
        .filter(Column::ImportId.eq(import.id))
        .filter(Column::OrganizationId.eq(import.organization_id))
        .filter(Column::Number.eq(number))
        .exec(db)
        .await?;
    Ok(())
}

/// A problem with the header of its column. One without a column names the field.
fn named(import: &Model, problem: FieldError) -> RowProblem {
    let mut fields = import.fields.iter();
    let column = fields.position(|field| !field.is_empty() && *field == problem.field);
    let column = column.and_then(|column| import.headers.get(column).cloned());
    let label = contract::imports::fields()
        .into_iter()
        .find(|field| column.is_none() && field.name == problem.field)
        .map(|field| field.label);
    // An attribute that no column is mapped to has no header, so its name says which one it is.
    let is_attribute = column.is_none() && problem.field.starts_with("attributes.");
    let label = label.or_else(|| is_attribute.then(|| problem.field.clone()));
    RowProblem {
        column,
        code: problem.code,
        message: match label {
            Some(label) => format!("{label}: {}", problem.message),
            None => problem.message,
        },
    }
}
