//! Rows of an organization. A row of another organization does not exist for the caller.

use contract::ids::OrganizationId;
use entity::{RowId, TenantTable};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    Select,
};

use crate::Error;

/// The row that an identifier names.
type Row<I> = <<I as RowId>::Table as EntityTrait>::Model;

/// Selects the row with this identifier, if it belongs to the organization.
pub(crate) fn by_id<I: RowId>(organization: OrganizationId, id: I) -> Select<I::Table> {
    I::Table::find()
        .filter(I::Table::ID.eq(id.uuid()))
        .filter(I::Table::ORGANIZATION.eq(organization.0))
}

/// Reads a row.
///
/// # Errors
/// `not-found`, also if it belongs to another organization.
pub(crate) async fn find<I: RowId>(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: I,
) -> Result<Row<I>, Error> {
    let found = by_id(organization, id).one(db).await?;
    found.ok_or(Error::NotFound)
}

/// Reads a row and locks it against changes by others until `tx` ends. SQLite has one writer at a time and no
/// row locks.
///
/// # Errors
/// `not-found`, also if it belongs to another organization.
pub(crate) async fn hold<I: RowId>(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    id: I,
) -> Result<Row<I>, Error> {
    let held = QuerySelect::lock(by_id(organization, id), LockType::NoKeyUpdate);
    held.one(tx).await?.ok_or(Error::NotFound)
}
