use ::saml::provider::ServiceProvider;
use contract::ids::ApplicationId;
use entity::application::{self, Entity};
use rules::application::ApplicationProtocol;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::applications::{SamlAddresses, StoredSaml};
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

/// The application with this identifier, of any organization: who sends the request is found out later.
///
/// # Errors
/// If the database fails.
pub(super) async fn find(
    context: &Context,
    db: &impl ConnectionTrait,
    id: ApplicationId,
) -> Result<Option<Registered>, Error> {
    match Entity::find_by_id(id.0).one(db).await? {
        Some(application) => of(context, db, application).await,
        None => Ok(None),
    }
}

/// An application with its settings, if it uses SAML.
///
/// # Errors
/// If the database fails.
pub(super) async fn of(
    context: &Context,
    db: &impl ConnectionTrait,
    application: application::Model,
) -> Result<Option<Registered>, Error> {
    if application.protocol != ApplicationProtocol::Saml {
        return Ok(None);
    }
    let stored = StoredSaml::find(db, application.id).await?;
    Ok(stored.map(|stored| Registered {
        provider: stored.provider(),
        addresses: SamlAddresses::of(context, application.id),
        application,
        stored,
    }))
}
