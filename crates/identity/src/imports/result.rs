use contract::events::EventAction;
use contract::ids::{ImportId, OrganizationId};
use entity::user_import::Model;
use entity::user_import_row::{self, Column, Entity};
use import::{BYTE_ORDER_MARK, RESULT_COLUMNS, write_record};
use rules::import::RowOutcome;
use rules::role::Permission;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::events::record;
use crate::initiator::Initiator;
use crate::permitted::{Permitted, UsersWrite};
use crate::slots::Slot;
use crate::tenant_rows::find;
use crate::{Context, Error};

/// The number of rows per query. Few, because each can have [`MAX_ROW`](rules::import::MAX_ROW), and a
/// part waits until a slow client reads it.
const ROWS: u64 = 100;

/// The rows of an import with their outcomes, as CSV: the columns of the file, and four more. It is
/// written in parts, so memory use does not depend on its size.
pub struct ResultFile {
    context: Context,
    import: Model,
    initiator: Initiator,
    /// The last row that was written; `None` before the header.
    position: Option<i32>,
    _slot: Slot,
}

impl ResultFile {
    /// The result of an import, whether it is complete or not. Also requires `users:read`. It takes a slot
    /// of an export, because it costs as much, and is recorded before anything is sent, like an export.
    ///
    /// # Errors
    /// `not-found`, `too-many-requests`, `forbidden`.
    pub async fn open(
        context: &Context,
        principal: &Permitted<UsersWrite>,
        id: ImportId,
    ) -> Result<Self, Error> {
        let read = context.database().read();
        let import = find(read, principal.organization(), id).await?;
        principal.require(Permission::UsersRead)?;
        let organization = principal.organization();
        let slot = context.export_slots().take(organization)?;
        let event = principal
            .event(EventAction::ImportResultDownloaded)
            .with("import", import.id.to_string())
            .with("file", import.file_name.as_str());
        let tx = context.database().begin().await?;
        record(context, &tx, organization, event).await?;
        tx.commit().await?;
        let requires = [Permission::UsersRead, Permission::UsersWrite];
        Ok(Self {
            import,
            initiator: Initiator::of(principal, &requires),
            context: context.clone(),
            position: None,
            _slot: slot,
        })
    }

    /// The next part; `None` at the end.
    ///
    /// # Errors
    /// `forbidden` if the caller may not read the rows anymore, or if the database fails.
    pub async fn next(&mut self) -> Result<Option<String>, Error> {
        let Some(position) = self.position else {
            self.position = Some(0);
            let headers = self.import.headers.iter().map(String::as_str);
            let mut text = String::from(BYTE_ORDER_MARK);
            write_record(&mut text, headers.chain(RESULT_COLUMNS));
            return Ok(Some(text));
        };
        self.initiator.check(&self.context).await?;
        let read = self.context.database().read();
        let rows = Entity::find()
            .filter(Column::ImportId.eq(self.import.id))
            .filter(Column::OrganizationId.eq(self.import.organization_id))
            .filter(Column::Number.gt(position))
            .order_by_asc(Column::Number)
            .limit(ROWS)
            .all(read)
            .await?;
        let Some(last) = rows.last() else {
            // If it was deleted meanwhile, the file must not look complete.
            let organization = OrganizationId(self.import.organization_id);
            find(read, organization, ImportId(self.import.id)).await?;
            return Ok(None);
        };
        self.position = Some(last.number);
        let mut text = String::new();
        for row in &rows {
            self.write(&mut text, row);
        }
        Ok(Some(text))
    }

    fn write(&self, text: &mut String, row: &user_import_row::Model) {
        let is_evaluated = row.number <= self.import.position;
        let outcome = row.outcome.filter(|_| is_evaluated);
        let problems = row.problems.as_ref().filter(|_| is_evaluated);
        let problems = problems
            .map(|problems| problems.iter())
            .into_iter()
            .flatten();
        let problems: Vec<_> = problems
            .map(|problem| match &problem.column {
                Some(column) => format!("{column}: {}", problem.message),
                None => problem.message.clone(),
            })
            .collect();
        let user = row.user_id.filter(|_| is_evaluated);
        let more = [
            row.number.to_string(),
            word(outcome, self.import.state.has_begun()).to_owned(),
            problems.join(". "),
            user.map(|id| id.to_string()).unwrap_or_default(),
        ];
        let columns = self.import.headers.len();
        let empty = std::iter::repeat("");
        let cells = row.cells.iter().map(String::as_str).chain(empty);
        let cells = cells.take(columns);
        write_record(text, cells.chain(more.iter().map(String::as_str)));
    }
}

/// What the file says about an outcome: what was done, or what the run would do.
const fn word(outcome: Option<RowOutcome>, has_begun: bool) -> &'static str {
    match (outcome, has_begun) {
        (None, _) => "",
        (Some(RowOutcome::Create), true) => "created",
        (Some(RowOutcome::Create), false) => "create",
        (Some(RowOutcome::Change), true) => "changed",
        (Some(RowOutcome::Change), false) => "change",
        (Some(RowOutcome::Unchanged), _) => "unchanged",
        (Some(RowOutcome::Problem), _) => "problem",
    }
}
