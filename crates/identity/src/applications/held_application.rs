use contract::ids::{ApplicationId, OrganizationId};
use entity::application::Model;
use sea_orm::sea_query::LockType;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, QuerySelect, QueryTrait};

use crate::Error;
use crate::database::StatementText;
use crate::tenant_rows::by_id;

/// Reads an application and locks it until `tx` ends, for deleting it: also waits for transactions that have written a
/// row that refers to the application. These may lock it later, so `tx` must not have changed anything yet.
///
/// # Errors
/// `not-found`.
pub(super) async fn hold_to_delete(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    id: ApplicationId,
) -> Result<Model, Error> {
    let held = QuerySelect::lock(by_id(organization, id), LockType::Update);
    held.one(tx).await?.ok_or(Error::NotFound)
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
