use contract::ids::{GroupId, OrganizationId};
use entity::user_group::{Column, Entity, Model};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    Select,
};

use crate::Error;
use crate::actor::AdminPrincipal;

/// Reads a group.
///
/// # Errors
/// `not-found`, also if the group belongs to another organization.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: GroupId,
) -> Result<Model, Error> {
    let found = by_id(organization, id).one(db).await?;
    found.ok_or(Error::NotFound)
}

/// Reads a group of the principal's organization, if it has the version that the request expects, and
/// locks it against changes by others until `tx` ends. SQLite has one writer at a time and no row
/// locks.
///
/// # Errors
/// `not-found`, `stale-version`.
pub(super) async fn hold(
    tx: &DatabaseTransaction,
    principal: &AdminPrincipal,
    id: GroupId,
) -> Result<Model, Error> {
    let group = by_id(principal.organization(), id);
    let held = QuerySelect::lock(group, LockType::NoKeyUpdate);
    let held = held.one(tx).await?.ok_or(Error::NotFound)?;
    principal.client().expects.check(held.version)?;
    Ok(held)
}

fn by_id(organization: OrganizationId, id: GroupId) -> Select<Entity> {
    Entity::find_by_id(id.0).filter(Column::OrganizationId.eq(organization.0))
}
