use contract::ids::{HostId, OrganizationId};
use entity::linux_host::{Column, Entity, Model};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    Select,
};

use crate::Error;

/// Reads a host.
///
/// # Errors
/// `not-found`, also if it belongs to another organization.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: HostId,
) -> Result<Model, Error> {
    let found = by_id(organization, id).one(db).await?;
    found.ok_or(Error::NotFound)
}

/// Reads a host and locks it against changes by others until `tx` ends. SQLite has one writer at
/// a time and no row locks.
///
/// # Errors
/// `not-found`.
pub(super) async fn hold(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    id: HostId,
) -> Result<Model, Error> {
    let held = QuerySelect::lock(by_id(organization, id), LockType::NoKeyUpdate);
    held.one(tx).await?.ok_or(Error::NotFound)
}

fn by_id(organization: OrganizationId, id: HostId) -> Select<Entity> {
    Entity::find_by_id(id.0).filter(Column::OrganizationId.eq(organization.0))
}
