//! Reads callers. Every request on a connection begins with reading its caller, so each is read with one statement,
//! together with the directory and the organization.

use contract::ids::{LdapBindUserId, OrganizationId};
use entity::{account, directory, ldap_bind_user, organization};
use rules::account::AccountKind;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, FromQueryResult, JoinType,
    PartialModelTrait, QueryFilter, QuerySelect, QueryTrait, RelationDef, Select,
};
use uuid::Uuid;

use super::tenant::Tenant;
use crate::database::StatementText;
use crate::{Context, Error};

#[derive(DerivePartialModel)]
#[sea_orm(entity = "ldap_bind_user::Entity")]
struct BindUserRow {
    #[sea_orm(nested)]
    bind_user: ldap_bind_user::Model,
    #[sea_orm(nested)]
    directory: directory::Model,
    #[sea_orm(nested)]
    organization: organization::Model,
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "account::Entity")]
struct PersonRow {
    #[sea_orm(nested)]
    account: account::Model,
    #[sea_orm(nested)]
    directory: directory::Model,
    #[sea_orm(nested)]
    organization: organization::Model,
}

/// A bind user that has authenticated before, if it was not revoked and the directory is enabled.
///
/// # Errors
/// If the database fails.
pub(super) async fn find_bind_user(
    context: &Context,
    organization: OrganizationId,
    id: LdapBindUserId,
) -> Result<Option<(Tenant, ldap_bind_user::Model)>, Error> {
    use ldap_bind_user::{Column, Entity};
    static TEXT: StatementText = StatementText::new();
    let read = context.database().read();
    let backend = read.get_database_backend();
    let statement = TEXT.with(backend, [id.0.into(), organization.0.into()], || {
        let rows = Entity::find_by_id(id.0).filter(Column::OrganizationId.eq(organization.0));
        let rows = with_tenant(rows, Column::OrganizationId);
        BindUserRow::select_cols(rows.select_only()).build(backend)
    });
    let found = BindUserRow::find_by_statement(statement).one(read).await?;
    Ok(found.and_then(|row| {
        let tenant = Tenant::enabled(&row.directory, row.organization)?;
        Some((tenant, row.bind_user))
    }))
}

/// A user who has authenticated before, if the directory is enabled.
///
/// # Errors
/// If the database fails.
pub(super) async fn find_person(
    context: &Context,
    organization: OrganizationId,
    id: Uuid,
) -> Result<Option<(Tenant, account::Model)>, Error> {
    use account::{Column, Entity};
    static TEXT: StatementText = StatementText::new();
    let read = context.database().read();
    let backend = read.get_database_backend();
    let statement = TEXT.with(backend, [id.into(), organization.0.into()], || {
        let rows = Entity::find_by_id(id).filter(Column::OrganizationId.eq(organization.0));
        let rows = with_tenant(rows, Column::OrganizationId);
        PersonRow::select_cols(rows.select_only()).build(backend)
    });
    let found = PersonRow::find_by_statement(statement).one(read).await?;
    let user = found.filter(|row| row.account.kind == AccountKind::User);
    Ok(user.and_then(|row| {
        let tenant = Tenant::enabled(&row.directory, row.organization)?;
        Some((tenant, row.account))
    }))
}

/// Adds the directory and the organization that `column` names.
fn with_tenant<E: EntityTrait>(rows: Select<E>, column: E::Column) -> Select<E> {
    let to_directory: RelationDef = E::belongs_to(directory::Entity)
        .from(column)
        .to(directory::Column::OrganizationId)
        .into();
    let to_organization: RelationDef = E::belongs_to(organization::Entity)
        .from(column)
        .to(organization::Column::Id)
        .into();
    rows.join(JoinType::InnerJoin, to_directory)
        .join(JoinType::InnerJoin, to_organization)
}
