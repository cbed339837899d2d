use ::oidc::client::Client;
use entity::application::{self, Column, Entity};
use entity::{oidc_address, oidc_client, organization};
use sea_orm::{
    ConnectionTrait, DerivePartialModel, EntityTrait, FromQueryResult, JoinType, PartialModelTrait,
    QueryOrder, QuerySelect, QueryTrait, RelationDef, Select,
};
use uuid::Uuid;

use crate::Error;
use crate::applications::Stored;
use crate::database::StatementText;
use crate::suspension::Tenant;

/// An application that uses OpenID Connect.
pub(super) struct Registered {
    pub application: application::Model,
    pub stored: Stored,
    /// Its settings, in the form that the protocol needs.
    pub client: Client,
    /// Its organization.
    pub tenant: Tenant,
}

/// An application with its settings, and one of its addresses. Every request of an application begins
/// with reading it, so all of it is read with one statement, which returns a row for each address.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "application::Entity")]
struct Row {
    #[sea_orm(nested)]
    application: application::Model,
    #[sea_orm(nested)]
    client: oidc_client::Model,
    #[sea_orm(nested)]
    tenant: Tenant,
    #[sea_orm(nested)]
    address: Option<oidc_address::Model>,
}

/// The application with this `client_id`, of any organization, because the user is not known yet.
///
/// # Errors
/// If the database fails.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    client_id: &str,
) -> Result<Option<Registered>, Error> {
    // An identifier has one spelling.
    let id = client_id.parse::<Uuid>().ok();
    match id.filter(|id| id.to_string() == client_id) {
        Some(id) => find_by_id(db, id).await,
        None => Ok(None),
    }
}

/// The application with this identifier, if it uses OpenID Connect.
///
/// # Errors
/// If the database fails.
pub(super) async fn find_by_id(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Registered>, Error> {
    static TEXT: StatementText = StatementText::new();
    let backend = db.get_database_backend();
    let statement = TEXT.with(backend, [id.into()], || {
        let application = with_settings(Entity::find_by_id(id)).select_only();
        Row::select_cols(application).build(backend)
    });
    let mut rows = Row::find_by_statement(statement).all(db).await?.into_iter();
    let Some(first) = rows.next() else {
        return Ok(None);
    };
    let others = rows.filter_map(|row| row.address);
    let addresses = first.address.into_iter().chain(others).collect();
    let stored = Stored::new(first.client, addresses);
    Ok(Some(Registered {
        client: stored.client(),
        application: first.application,
        stored,
        tenant: first.tenant,
    }))
}

/// Adds the tables that [`Row`] reads. The addresses are in order.
fn with_settings(applications: Select<Entity>) -> Select<Entity> {
    let to_client: RelationDef = Entity::belongs_to(oidc_client::Entity)
        .from(Column::Id)
        .to(oidc_client::Column::ApplicationId)
        .into();
    let to_organization: RelationDef = Entity::belongs_to(organization::Entity)
        .from(Column::OrganizationId)
        .to(organization::Column::Id)
        .into();
    let to_addresses: RelationDef = Entity::belongs_to(oidc_address::Entity)
        .from(Column::Id)
        .to(oidc_address::Column::ApplicationId)
        .into();
    applications
        .join(JoinType::InnerJoin, to_client)
        .join(JoinType::InnerJoin, to_organization)
        .join(JoinType::LeftJoin, to_addresses)
        .order_by_asc(oidc_address::Column::Purpose)
        .order_by_asc(oidc_address::Column::Place)
}
