//! What to enter in an application that uses OpenID Connect.

use ::oidc::discovery::paths;
use catalog::{GivenValue, Registered};
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
        own: own(row, registered, |value| given(issuer, row.id, value)),
        standard: standard(issuer, row.id, &settings),
    })
}

/// The values under the names that the protocol has for them.
fn standard(issuer: &str, id: Uuid, settings: &OidcSettings) -> Vec<GuideValue> {
    let has_secret = settings.auth == ClientAuthentication::BasicOrPost;
    let named = [
        ("Issuer", GivenValue::Issuer),
        ("Client ID", GivenValue::ClientId),
        ("Client secret", GivenValue::ClientSecret),
        ("Discovery document", GivenValue::Discovery),
        ("Authorization endpoint", GivenValue::AuthorizationEndpoint),
        ("Token endpoint", GivenValue::TokenEndpoint),
        ("Userinfo endpoint", GivenValue::UserinfoEndpoint),
        ("JWKS URI", GivenValue::JwksUri),
        ("End session endpoint", GivenValue::EndSessionEndpoint),
    ];
    let given = named
        .into_iter()
        .filter(|(_, value)| has_secret || !value.is_secret())
        .filter_map(|(name, value)| Some((name, given(issuer, id, value)?)));
    let device = settings.device_grant.then(|| {
        let address = format!("{issuer}{}", paths::DEVICE);
        ("Device authorization endpoint", address)
    });
    let redirects = settings.redirect_uris.iter().cloned();
    given
        .chain(device)
        .chain(redirects.map(|uri| ("Redirect URI", uri)))
        .map(|(name, text)| value(name, text))
        .collect()
}

/// What the server gives to an OpenID Connect client.
fn given(issuer: &str, id: Uuid, value: GivenValue) -> Option<String> {
    let path = match value {
        GivenValue::Issuer => return Some(issuer.to_owned()),
        GivenValue::ClientId => return Some(id.to_string()),
        GivenValue::ClientSecret => return Some(SECRET_PLACEHOLDER.to_owned()),
        GivenValue::Discovery => paths::OPENID_CONFIGURATION,
        GivenValue::AuthorizationEndpoint => paths::AUTHORIZE,
        GivenValue::TokenEndpoint => paths::TOKEN,
        GivenValue::UserinfoEndpoint => paths::USERINFO,
        GivenValue::JwksUri => paths::JWKS,
        GivenValue::EndSessionEndpoint => paths::LOGOUT,
        GivenValue::IdpEntityId
        | GivenValue::MetadataUrl
        | GivenValue::SsoUrl
        | GivenValue::SloUrl
        | GivenValue::Certificate
        | GivenValue::CertificateLine
        | GivenValue::CertificateFingerprint => return None,
    };
    Some(format!("{issuer}{path}"))
}
