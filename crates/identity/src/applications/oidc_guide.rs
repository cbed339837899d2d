//! What to enter in an application that uses OpenID Connect.

use ::oidc::discovery::paths;
use catalog::{IdpValue, Registered};
use contract::applications::{ApplicationGuide, GuideValue, OidcSettings, SECRET_PLACEHOLDER};
use entity::application::Model;
use rules::openid::ClientAuthentication;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::guide::{own, value};
use super::oidc_settings::Stored;
use crate::{Context, Error};

/// Returns what to enter in the application.
///
/// # Errors
/// `not-found` if it does not use OpenID Connect.
pub(super) async fn guide(
    context: &Context,
    db: &impl ConnectionTrait,
    row: &Model,
) -> Result<ApplicationGuide, Error> {
    let stored = Stored::find(db, row.id).await?.ok_or(Error::NotFound)?;
    let settings = stored.settings();
    let issuer = context.addresses().issuer();
    let registered = Registered {
        responses: &settings.redirect_uris,
        launch_url: row.launch_url.as_deref(),
        entity_id: None,
    };
    Ok(ApplicationGuide {
        own: own(row, registered, |value| idp_value(issuer, row.id, value)),
        standard: standard(issuer, row.id, &settings),
    })
}

/// The values under the names that the protocol has for them.
fn standard(issuer: &str, id: Uuid, settings: &OidcSettings) -> Vec<GuideValue> {
    let has_secret = settings.auth == ClientAuthentication::BasicOrPost;
    let named = [
        ("Issuer", IdpValue::Issuer),
        ("Client ID", IdpValue::ClientId),
        ("Client secret", IdpValue::ClientSecret),
        ("Discovery document", IdpValue::Discovery),
        ("Authorization endpoint", IdpValue::AuthorizationEndpoint),
        ("Token endpoint", IdpValue::TokenEndpoint),
        ("Userinfo endpoint", IdpValue::UserinfoEndpoint),
        ("JWKS URI", IdpValue::JwksUri),
        ("End session endpoint", IdpValue::EndSessionEndpoint),
    ];
    let values = named
        .into_iter()
        .filter(|(_, value)| has_secret || !value.is_secret())
        .filter_map(|(name, value)| Some((name, idp_value(issuer, id, value)?)));
    let device = settings.device_grant.then(|| {
        let address = format!("{issuer}{}", paths::DEVICE);
        ("Device authorization endpoint", address)
    });
    let redirects = settings.redirect_uris.iter().cloned();
    values
        .chain(device)
        .chain(redirects.map(|uri| ("Redirect URI", uri)))
        .map(|(name, text)| value(name, text))
        .collect()
}

/// What the server gives to an OpenID Connect client.
fn idp_value(issuer: &str, id: Uuid, value: IdpValue) -> Option<String> {
    let path = match value {
        IdpValue::Issuer => return Some(issuer.to_owned()),
        IdpValue::ClientId => return Some(id.to_string()),
        IdpValue::ClientSecret => return Some(SECRET_PLACEHOLDER.to_owned()),
        IdpValue::Discovery => paths::OPENID_CONFIGURATION,
        IdpValue::AuthorizationEndpoint => paths::AUTHORIZE,
        IdpValue::TokenEndpoint => paths::TOKEN,
        IdpValue::UserinfoEndpoint => paths::USERINFO,
        IdpValue::JwksUri => paths::JWKS,
        IdpValue::EndSessionEndpoint => paths::LOGOUT,
        IdpValue::IdpEntityId
        | IdpValue::MetadataUrl
        | IdpValue::SsoUrl
        | IdpValue::SloUrl
        | IdpValue::Certificate
        | IdpValue::CertificateLine
        | IdpValue::CertificateFingerprint => return None,
    };
    Some(format!("{issuer}{path}"))
}
