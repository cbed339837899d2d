use ::saml::metadata::{IdentityProvider, write};
use contract::applications::SamlSettings;
use contract::ids::ApplicationId;
use entity::saml_provider::{Column, Entity};
use entity::{Document, application_key, saml_provider};
use sea_orm::{
    ConnectionTrait, DerivePartialModel, EntityTrait, FromQueryResult, JoinType, PartialModelTrait,
    QueryOrder, QuerySelect, QueryTrait, RelationDef, Statement,
};
use uuid::Uuid;

use crate::application_keys::certificate;
use crate::applications::SamlAddresses;
use crate::database::StatementText;
use crate::{Context, Error};

/// The settings of an application, and the published part of one of its keys.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "saml_provider::Entity")]
struct Row {
    settings: Document<SamlSettings>,
    #[sea_orm(nested)]
    key: PublishedKey,
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "application_key::Entity")]
struct PublishedKey {
    certificate: Vec<u8>,
}

/// The metadata of this server for an application: whatever the application needs to trust its responses.
///
/// # Errors
/// `not-found`, also if the application uses another protocol.
pub async fn metadata(context: &Context, id: ApplicationId) -> Result<String, Error> {
    let read = context.database().read();
    let statement = statement(read, id.0);
    let rows = Row::find_by_statement(statement).all(read).await?;
    let settings = &rows.first().ok_or(Error::NotFound)?.settings;
    let certificates = rows.iter().map(|row| certificate(&row.key.certificate));
    let certificates = certificates.collect::<Result<Vec<_>, Error>>()?;
    let addresses = SamlAddresses::of(context, id.0);
    Ok(write(&IdentityProvider {
        entity_id: &addresses.entity_id(),
        sso_url: &addresses.sso(),
        logout_url: &addresses.logout(),
        certificates: &certificates,
        name_id: settings.name_id,
        requests_signed: settings.requests_signed,
    }))
}

/// Selects a [`Row`] for each key, the current one first. Anyone can ask for metadata, so this is one
/// statement.
fn statement(db: &impl ConnectionTrait, application: Uuid) -> Statement {
    static TEXT: StatementText = StatementText::new();
    let backend = db.get_database_backend();
    TEXT.with(backend, [application.into()], || {
        let to_keys: RelationDef = Entity::belongs_to(application_key::Entity)
            .from(Column::ApplicationId)
            .to(application_key::Column::ApplicationId)
            .into();
        let rows = Entity::find_by_id(application)
            .join(JoinType::InnerJoin, to_keys)
            // The names of the states are in this order.
            .order_by_asc(application_key::Column::State);
        Row::select_cols(rows.select_only()).build(backend)
    })
}
