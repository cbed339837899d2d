use contract::ids::ViewId;
use entity::saved_view::{Column, Entity, Model};
use rules::role::Permission;
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QuerySelect, Select,
};

use crate::Error;
use crate::actor::AdminPrincipal;

/// The views that the principal has: its own, and those that the organization shares.
pub(super) fn of(principal: &AdminPrincipal) -> Select<Entity> {
    let has = Condition::any()
        .add(Column::OwnerId.is_null())
        .add(Column::OwnerId.eq(principal.id()));
    Entity::find()
        .filter(Column::OrganizationId.eq(principal.organization().0))
        .filter(has)
}

/// Reads a view.
///
/// # Errors
/// `not-found`, also if it belongs to somebody else.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    principal: &AdminPrincipal,
    id: ViewId,
) -> Result<Model, Error> {
    let found = of(principal).filter(Column::Id.eq(id.0)).one(db).await?;
    found.ok_or(Error::NotFound)
}

/// Reads a view that the principal may change, and locks it until `tx` ends.
///
/// # Errors
/// `not-found`; `forbidden` if it is shared and the principal does not hold `users:write`.
pub(super) async fn hold(
    tx: &DatabaseTransaction,
    principal: &AdminPrincipal,
    id: ViewId,
) -> Result<Model, Error> {
    let view = of(principal).filter(Column::Id.eq(id.0));
    let held = QuerySelect::lock(view, LockType::NoKeyUpdate);
    let held = held.one(tx).await?.ok_or(Error::NotFound)?;
    if held.owner_id.is_none() {
        principal.require(Permission::UsersWrite)?;
    }
    Ok(held)
}
