use ::saml::provider::ServiceProvider;
use contract::ids::ApplicationId;
use entity::application::{self, Column, Entity};
use entity::saml_provider;
use sea_orm::{
    ConnectionTrait, DerivePartialModel, EntityTrait, FromQueryResult, JoinType, PartialModelTrait,
    QuerySelect, QueryTrait, RelationDef,
};

use crate::applications::{SamlAddresses, StoredSaml};
use crate::database::StatementText;
use crate::{Context, Error};

/// An application that uses SAML.
pub(super) struct Registered {
    pub application: application::Model,
    pub stored: StoredSaml,
    /// Its settings, in the form that the protocol needs.
    pub provider: ServiceProvider,
    /// Where this server has its endpoints for it.
    pub addresses: SamlAddresses,
}

/// An application with its settings. Every request begins with reading it.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "application::Entity")]
struct Row {
    #[sea_orm(nested)]
    application: application::Model,
    #[sea_orm(nested)]
    settings: saml_provider::Model,
}

/// The application with this identifier, if it uses SAML, of any organization: who sends the request is
/// found out later.
///
/// # Errors
/// If the database fails.
pub(super) async fn find(
    context: &Context,
    db: &impl ConnectionTrait,
    id: ApplicationId,
) -> Result<Option<Registered>, Error> {
    static TEXT: StatementText = StatementText::new();
    let (id, backend) = (id.0, db.get_database_backend());
    let statement = TEXT.with(backend, [id.into()], || {
        let to_settings: RelationDef = Entity::belongs_to(saml_provider::Entity)
            .from(Column::Id)
            .to(saml_provider::Column::ApplicationId)
            .into();
        let application = Entity::find_by_id(id).join(JoinType::InnerJoin, to_settings);
        Row::select_cols(application.select_only()).build(backend)
    });
    let found = Row::find_by_statement(statement).one(db).await?;
    Ok(found.map(|found| {
        let stored = StoredSaml {
            row: found.settings,
        };
        Registered {
            provider: stored.provider(),
            addresses: SamlAddresses::of(context, id),
            application: found.application,
            stored,
        }
    }))
}
