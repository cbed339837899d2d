//! Imports and their rows as the API shows them.

use contract::ids::{ImportId, UserId};
use contract::imports::{ImportColumn, ImportCounts, ImportRow, UserImport};
use entity::user_import::Model;
use entity::user_import_row::{self, Column};
use rules::import::RowOutcome;
use rules::role::Permission;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::Error;
use crate::actor::AdminPrincipal;

/// Builds the API's representation of an import. A caller who may not read users gets no examples,
/// because somebody else may have uploaded the file.
///
/// # Errors
/// If the database fails.
pub(super) async fn show(
    db: &impl ConnectionTrait,
    principal: &AdminPrincipal,
    import: Model,
) -> Result<UserImport, Error> {
    let may_read = principal.may(Permission::UsersRead);
    let counts = counts(db, &import).await?;
    let columns = import.headers.0.iter().enumerate();
    let columns = columns.map(|(index, header)| {
        let field = import.fields.get(index).filter(|field| !field.is_empty());
        let examples = import.examples.get(index).filter(|_| may_read);
        ImportColumn {
            header: header.clone(),
            examples: examples.cloned().unwrap_or_default(),
            field: field.cloned(),
        }
    });
    Ok(UserImport {
        columns: columns.collect(),
        id: ImportId(import.id),
        file_name: import.file_name,
        state: import.state,
        stop_reason: import.stop_reason,
        match_by: import.match_by,
        existing_users: import.existing_users,
        new_user_state: import.new_user_state,
        counts,
        created_by: import.created_by,
        created_at: import.created_at,
        started_at: import.started_at,
        finished_at: import.finished_at,
    })
}

/// The rows by outcome. Those after the position of the import are not evaluated yet.
///
/// # Errors
/// If the database fails.
pub(super) async fn counts(
    db: &impl ConnectionTrait,
    import: &Model,
) -> Result<ImportCounts, Error> {
    let found: Vec<(Option<RowOutcome>, i64)> = user_import_row::Entity::find()
        .select_only()
        .column(Column::Outcome)
        .column_as(Column::Number.count(), "rows")
        .filter(Column::ImportId.eq(import.id))
        .filter(Column::OrganizationId.eq(import.organization_id))
        .filter(Column::Number.lte(import.position))
        .group_by(Column::Outcome)
        .into_tuple()
        .all(db)
        .await?;
    let of = |outcome: RowOutcome| {
        let count = found.iter().find(|(one, _)| *one == Some(outcome));
        count.map_or(0, |(_, rows)| number(*rows))
    };
    let rows = number(import.row_count.into());
    let [create, change, unchanged, problem] = [
        RowOutcome::Create,
        RowOutcome::Change,
        RowOutcome::Unchanged,
        RowOutcome::Problem,
    ]
    .map(of);
    Ok(ImportCounts {
        rows,
        waiting: rows.saturating_sub(create + change + unchanged + problem),
        create,
        change,
        unchanged,
        problem,
    })
}

/// Builds the API's representation of a row.
pub(super) fn show_row(import: &Model, row: user_import_row::Model) -> ImportRow {
    let is_evaluated = row.number <= import.position;
    ImportRow {
        number: number(row.number.into()),
        cells: row.cells.0,
        outcome: row.outcome.filter(|_| is_evaluated),
        problems: row
            .problems
            .filter(|_| is_evaluated)
            .map(|problems| problems.0)
            .unwrap_or_default(),
        user_id: row.user_id.filter(|_| is_evaluated).map(UserId),
    }
}

fn number(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or_default()
}
