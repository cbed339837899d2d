use ::oidc::client::Client;
use entity::application::{self, Entity};
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::Error;
use crate::applications::Stored;

/// An application that uses OpenID Connect.
pub(super) struct Registered {
    pub application: application::Model,
    pub stored: Stored,
    /// Its settings, in the form that the protocol needs.
    pub client: Client,
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

/// The application with this identifier.
///
/// # Errors
/// If the database fails.
pub(super) async fn find_by_id(
    db: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Option<Registered>, Error> {
    match Entity::find_by_id(id).one(db).await? {
        Some(application) => of(db, application).await,
        None => Ok(None),
    }
}

/// An application with its settings, if it uses OpenID Connect.
///
/// # Errors
/// If the database fails.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    application: application::Model,
) -> Result<Option<Registered>, Error> {
    let stored = Stored::find(db, application.id).await?;
    Ok(stored.map(|stored| Registered {
        client: stored.client(),
        application,
        stored,
    }))
}
