use ::saml::metadata::{IdentityProvider, write};
use contract::ids::ApplicationId;

use super::registered::find;
use crate::{Context, Error, application_keys};

/// The metadata of this server for an application: whatever the application needs to trust its responses.
///
/// # Errors
/// `not-found`, also if the application uses another protocol.
pub async fn metadata(context: &Context, id: ApplicationId) -> Result<String, Error> {
    let read = context.database().read();
    let registered = find(context, read, id).await?.ok_or(Error::NotFound)?;
    let certificates = application_keys::published(read, registered.application.id).await?;
    Ok(write(&IdentityProvider {
        entity_id: &registered.addresses.entity_id(),
        sso_url: &registered.addresses.sso(),
        logout_url: &registered.addresses.logout(),
        certificates: &certificates,
        name_id: registered.provider.name_id,
        requests_signed: registered.provider.requests_signed,
    }))
}
