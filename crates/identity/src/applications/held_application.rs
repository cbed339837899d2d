use contract::ids::{ApplicationId, OrganizationId};
use entity::application::{Column, Entity, Model};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter,
    QuerySelect, QueryTrait, Select,
};

use crate::Error;
use crate::database::StatementText;

/// Reads an application.
///
/// # Errors
/// `not-found`, also if it belongs to another organization.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: ApplicationId,
) -> Result<Model, Error> {
    let found = by_id(organization, id).one(db).await?;
    found.ok_or(Error::NotFound)
}

/// Reads an application and locks it until `tx` ends: nobody else can change it, change who may open
/// it, or open it. SQLite has one writer at a time and no row locks.
///
/// # Errors
/// `not-found`.
pub(super) async fn hold(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    id: ApplicationId,
) -> Result<Model, Error> {
    locked(tx, organization, id, LockType::NoKeyUpdate).await
}

/// As [`hold`], for deleting it: also waits for transactions that have written a row that refers to the
/// application. These may lock it later, so `tx` must not have changed anything yet.
///
/// # Errors
/// `not-found`.
pub(super) async fn hold_to_delete(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    id: ApplicationId,
) -> Result<Model, Error> {
    locked(tx, organization, id, LockType::Update).await
}

/// Reads an application and locks it until `tx` ends: nobody can change it or who may open it, but
/// others may open it.
///
/// # Errors
/// `not-found`.
pub(crate) async fn share(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    id: ApplicationId,
) -> Result<Model, Error> {
    static TEXT: StatementText = StatementText::new();
    let backend = tx.get_database_backend();
    let statement = TEXT.with(backend, [id.0.into(), organization.0.into()], || {
        QuerySelect::lock(by_id(organization, id), LockType::Share).build(backend)
    });
    let found = Model::find_by_statement(statement).one(tx).await?;
    found.ok_or(Error::NotFound)
}

async fn locked(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    id: ApplicationId,
    lock: LockType,
) -> Result<Model, Error> {
    let application = by_id(organization, id);
    let found = QuerySelect::lock(application, lock).one(tx).await?;
    found.ok_or(Error::NotFound)
}

fn by_id(organization: OrganizationId, id: ApplicationId) -> Select<Entity> {
    Entity::find_by_id(id.0).filter(Column::OrganizationId.eq(organization.0))
}
