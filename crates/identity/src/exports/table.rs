use std::fmt;
use std::marker::PhantomData;

use contract::ids::OrganizationId;
use entity::TenantTable;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use uuid::Uuid;

use super::export::as_lines;
use crate::lists::EXPORT_PAGE_ROWS;
use crate::{Context, Error};

/// The rows of a table.
pub type Rows<T> = Vec<<<T as ExportedTable>::Table as EntityTrait>::Model>;

/// A table as it is in the export of an organization. What it shows contains no secret.
pub trait ExportedTable: Sized {
    /// The table.
    type Table: TenantTable;
    /// A row as the file contains it.
    type Shown: Serialize;
    /// The name of the file.
    const FILE: &'static str;

    /// Builds what the file contains of some rows.
    fn show(
        context: &Context,
        organization: OrganizationId,
        rows: Rows<Self>,
    ) -> impl Future<Output = Result<Vec<Self::Shown>, Error>>;
}

/// The rows that an organization has in a table, as a file with one JSON object per line. It is read page by
/// page while it is written.
pub struct TableExport<T> {
    context: Context,
    organization: OrganizationId,
    /// The last row that was written.
    after: Option<Uuid>,
    has_ended: bool,
    table: PhantomData<T>,
}

impl<T: ExportedTable> TableExport<T> {
    /// Begins an export for the operator of the server, who can read the database anyway.
    pub fn for_operator(context: &Context, organization: OrganizationId) -> Self {
        Self {
            context: context.clone(),
            organization,
            after: None,
            has_ended: false,
            table: PhantomData,
        }
    }

    /// The name of the file.
    pub const fn file_name(&self) -> &'static str {
        T::FILE
    }

    /// Reads the next page and returns its lines; `None` after the last one.
    ///
    /// # Errors
    /// If the database fails. The file is then incomplete.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        if self.has_ended {
            return Ok(None);
        }
        let mut page = T::Table::find().filter(T::Table::ORGANIZATION.eq(self.organization.0));
        if let Some(after) = self.after {
            page = page.filter(T::Table::ID.gt(after));
        }
        let page = page
            .order_by_asc(T::Table::ID)
            .limit(u64::from(EXPORT_PAGE_ROWS));
        let rows = page.all(self.context.database().read()).await?;
        self.after = rows.last().map(T::Table::id);
        self.has_ended = rows.len() < usize::from(EXPORT_PAGE_ROWS);
        let shown = T::show(&self.context, self.organization, rows).await?;
        as_lines(None, &shown).map(Some)
    }
}

impl<T> fmt::Debug for TableExport<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TableExport")
    }
}
