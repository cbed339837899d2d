//! What to enter in an application.

use ::oidc::discovery::paths;
use catalog::{GivenValue, Registered};
use contract::applications::{
    ApplicationGuide, GuideSnippet, GuideValue, OidcSettings, OwnGuide, SECRET_PLACEHOLDER,
};
use contract::ids::ApplicationId;
use entity::application::Model;
use rules::openid::ClientAuthentication;
use uuid::Uuid;

use super::held_application::find;
use super::oidc_settings::Stored;
use crate::permitted::{ApplicationsRead, Permitted};
use crate::{Context, Error};

/// Returns what to enter in an application so that it signs users in with this server. It contains no
/// secret.
///
/// # Errors
/// `not-found`, also if it does not use OpenID Connect; `forbidden`.
pub async fn guide(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
) -> Result<ApplicationGuide, Error> {
    let read = context.database().read();
    let row = find(read, principal.organization(), id).await?;
    let stored = Stored::find(read, row.id).await?.ok_or(Error::NotFound)?;
    let settings = stored.settings();
    let issuer = context.addresses().issuer();
    Ok(ApplicationGuide {
        own: own(issuer, &row, &settings),
        standard: standard(issuer, row.id, &settings),
    })
}

/// The values under the names that the application has for them.
fn own(issuer: &str, row: &Model, settings: &OidcSettings) -> Option<OwnGuide> {
    let template = catalog::find(row.template.as_deref()?)?;
    let registered = Registered {
        responses: &settings.redirect_uris,
        launch_url: row.launch_url.as_deref(),
        entity_id: None,
    };
    let registered = catalog::recognize(template, registered)?;
    let guide = catalog::guide(template, &registered, |value| given(issuer, row.id, value));
    let values = guide.fields.into_iter().map(|field| GuideValue {
        name: field.name,
        value: field.value,
    });
    Some(OwnGuide {
        page: guide.page,
        values: values.collect(),
        snippet: guide.snippet.map(|snippet| GuideSnippet {
            file: snippet.file,
            text: snippet.text,
        }),
        note: guide.note,
        documentation: template.documentation.clone(),
        evidence: template.verified,
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
    let redirects = settings.redirect_uris.iter().cloned();
    given
        .chain(redirects.map(|uri| ("Redirect URI", uri)))
        .map(|(name, value)| GuideValue {
            name: name.to_owned(),
            value,
        })
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
