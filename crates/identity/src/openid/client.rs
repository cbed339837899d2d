use ::oidc::client::Client;
use entity::application::{self, Column, Entity};
use entity::{client_secret, oidc_address, oidc_client, organization};
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition};
use sea_orm::{
    ConnectionTrait, DerivePartialModel, EntityTrait, FromQueryResult, JoinType, PartialModelTrait,
    QueryOrder, QuerySelect, QueryTrait, RelationDef, Select, Value,
};
use uuid::Uuid;

use crate::Error;
use crate::applications::Stored;
use crate::crypto::TokenHash;
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

/// A [`Row`] with a secret of the application.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "application::Entity")]
struct RowWithSecret {
    #[sea_orm(nested)]
    row: Row,
    #[sea_orm(nested)]
    secret: Option<client_secret::Model>,
}

/// The application with this `client_id`, of any organization, because the user is not known yet.
///
/// # Errors
/// If the database fails.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    client_id: &str,
) -> Result<Option<Registered>, Error> {
    match identifier(client_id) {
        Some(id) => find_by_id(db, id).await,
        None => Ok(None),
    }
}

/// An identifier has one spelling.
fn identifier(client_id: &str) -> Option<Uuid> {
    let id = client_id.parse::<Uuid>().ok();
    id.filter(|id| id.to_string() == client_id)
}

/// As [`find`], with the secret of the application that has one of these hashes.
///
/// # Errors
/// If the database fails.
pub(super) async fn find_with_secret(
    db: &impl ConnectionTrait,
    client_id: &str,
    [one, other]: &[TokenHash; 2],
) -> Result<Option<(Registered, Option<client_secret::Model>)>, Error> {
    static TEXT: StatementText = StatementText::new();
    let Some(id) = identifier(client_id) else {
        return Ok(None);
    };
    let hashes = [one.bytes(), other.bytes()];
    let [one, other] = hashes.clone().map(Value::from);
    let backend = db.get_database_backend();
    let statement = TEXT.with(backend, [one, other, id.into()], || {
        let to_secret: RelationDef = Entity::belongs_to(client_secret::Entity)
            .from(Column::Id)
            .to(client_secret::Column::ApplicationId)
            .on_condition(move |_, secret| {
                let hash = Expr::col((secret, client_secret::Column::SecretHash));
                hash.is_in(hashes.clone()).into_condition()
            })
            .into();
        let application = with_settings(Entity::find_by_id(id));
        let application = application.join(JoinType::LeftJoin, to_secret);
        RowWithSecret::select_cols(application.select_only()).build(backend)
    });
    let found = RowWithSecret::find_by_statement(statement).all(db).await?;
    let secret = found.first().and_then(|found| found.secret.clone());
    let registered = registered(found.into_iter().map(|found| found.row));
    Ok(registered.map(|registered| (registered, secret)))
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
    let rows = Row::find_by_statement(statement).all(db).await?;
    Ok(registered(rows.into_iter()))
}

/// The application that was read in these rows.
fn registered(mut rows: impl Iterator<Item = Row>) -> Option<Registered> {
    let first = rows.next()?;
    let others = rows.filter_map(|row| row.address);
    let addresses = first.address.into_iter().chain(others).collect();
    let stored = Stored::new(first.client, addresses);
    Some(Registered {
        client: stored.client(),
        application: first.application,
        stored,
        tenant: first.tenant,
    })
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
