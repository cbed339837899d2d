use ::oidc::{address, initiate_login};
use entity::application;
use rules::application::ApplicationProtocol;
use sea_orm::ConnectionTrait;

use super::oidc_settings::Stored;
use super::saml_addresses::SamlAddresses;
use super::saml_settings::StoredSaml;
use crate::{Context, Error};

/// The address to open in the browser for an application. `None` if no setting contains one.
///
/// # Errors
/// If the database fails.
pub(super) async fn launch_address(
    context: &Context,
    db: &impl ConnectionTrait,
    application: &application::Model,
) -> Result<Option<String>, Error> {
    match application.protocol {
        ApplicationProtocol::Bookmark => Ok(application.launch_url.clone()),
        ApplicationProtocol::Oidc => of_client(context, db, application).await,
        ApplicationProtocol::Saml => of_provider(context, db, application).await,
    }
}

/// The address where a client begins a sign-in; otherwise its own address; otherwise its front page.
async fn of_client(
    context: &Context,
    db: &impl ConnectionTrait,
    application: &application::Model,
) -> Result<Option<String>, Error> {
    let Some(stored) = Stored::find(db, application.id).await? else {
        return Ok(application.launch_url.clone());
    };
    let issuer = context.addresses().issuer();
    let begins = stored.row.initiate_login_uri.as_deref();
    let begins = begins.map(|uri| initiate_login::address(uri, issuer, None));
    Ok(begins
        .or_else(|| application.launch_url.clone())
        .or_else(|| front(&stored.settings().redirect_uris)))
}

/// The address at which a service provider begins a sign-in itself. If it has none, this server opens
/// it with a response, provided that it accepts unsolicited ones.
async fn of_provider(
    context: &Context,
    db: &impl ConnectionTrait,
    application: &application::Model,
) -> Result<Option<String>, Error> {
    if application.launch_url.is_some() {
        return Ok(application.launch_url.clone());
    }
    let Some(stored) = StoredSaml::find(db, application.id).await? else {
        return Ok(None);
    };
    let settings = stored.settings();
    if settings.idp_initiated {
        return Ok(Some(
            SamlAddresses::of(context, application.id).idp_initiated(),
        ));
    }
    let consumers = settings.consumers.iter();
    let urls: Vec<_> = consumers.map(|one| one.url.clone()).collect();
    Ok(front(&urls))
}

/// The front page of the site with these addresses.
fn front(addresses: &[String]) -> Option<String> {
    let origin = addresses.iter().find_map(|uri| address::origin(uri))?;
    Some(format!("{origin}/"))
}
