use contract::ids::OrganizationId;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, QueryFilter, QuerySelect, Select,
};
use uuid::Uuid;

use super::table::ResourceTable;
use crate::Error;

/// Reads a row.
///
/// # Errors
/// `not-found`, also if it belongs to another organization.
pub(crate) async fn find<T: ResourceTable>(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: Uuid,
) -> Result<T::Model, Error> {
    let found = by_id::<T>(organization, id).one(db).await?;
    found.ok_or(Error::NotFound)
}

/// Reads a row and locks it against changes by others until `tx` ends. SQLite has one writer at a time and no
/// row locks.
///
/// # Errors
/// `not-found`.
pub(crate) async fn hold<T: ResourceTable>(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    id: Uuid,
) -> Result<T::Model, Error> {
    let held = QuerySelect::lock(by_id::<T>(organization, id), LockType::NoKeyUpdate);
    held.one(tx).await?.ok_or(Error::NotFound)
}

fn by_id<T: ResourceTable>(organization: OrganizationId, id: Uuid) -> Select<T> {
    T::find()
        .filter(T::ID.eq(id))
        .filter(T::ORGANIZATION.eq(organization.0))
}
