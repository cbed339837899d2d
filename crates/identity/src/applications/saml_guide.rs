//! What to enter in an application that uses SAML.

use ::saml::keys::Certificate;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use catalog::{IdpValue, Registered};
use contract::applications::ApplicationGuide;
use entity::application::Model;
use sea_orm::ConnectionTrait;

use super::guide::{own, value};
use super::saml_addresses::SamlAddresses;
use super::saml_settings::StoredSaml;
use crate::{Context, Error, application_keys};

/// Returns what to enter in the application.
///
/// # Errors
/// `not-found` if it does not use SAML.
pub(super) async fn guide(
    context: &Context,
    db: &impl ConnectionTrait,
    row: &Model,
) -> Result<ApplicationGuide, Error> {
    let stored = StoredSaml::find(db, row.id).await?.ok_or(Error::NotFound)?;
    let settings = stored.settings();
    let idp_values = IdpValues {
        addresses: SamlAddresses::of(context, row.id),
        // The current one is the first.
        certificate: application_keys::published(db, row.id)
            .await?
            .into_iter()
            .next()
            .ok_or_else(|| Error::internal("an application has no certificate"))?,
    };
    let consumers = settings.consumers.iter();
    let responses: Vec<_> = consumers.map(|one| one.url.clone()).collect();
    let registered = Registered {
        responses: &responses,
        launch_url: row.launch_url.as_deref(),
        entity_id: Some(&settings.entity_id),
    };
    let named = [
        ("Entity ID", IdpValue::IdpEntityId),
        ("Single sign-on URL", IdpValue::SsoUrl),
        ("Single logout URL", IdpValue::SloUrl),
        ("Metadata", IdpValue::MetadataUrl),
        ("Certificate", IdpValue::Certificate),
        (
            "Certificate fingerprint (SHA-256)",
            IdpValue::CertificateFingerprint,
        ),
    ];
    let named = named
        .into_iter()
        .filter_map(|(name, value)| Some((name, idp_values.value(value)?)));
    let entity_id = settings.entity_id.clone();
    let own_values = [("Service provider entity ID", entity_id)].into_iter();
    let consumers = responses.iter().cloned();
    let standard = named
        .chain(own_values)
        .chain(consumers.map(|url| ("Assertion consumer service URL", url)))
        .map(|(name, text)| value(name, text))
        .collect();
    Ok(ApplicationGuide {
        own: own(row, registered, |value| idp_values.value(value)),
        standard,
    })
}

/// What the server gives to a service provider.
struct IdpValues {
    addresses: SamlAddresses,
    certificate: Certificate,
}

impl IdpValues {
    fn value(&self, value: IdpValue) -> Option<String> {
        Some(match value {
            IdpValue::IdpEntityId => self.addresses.entity_id(),
            IdpValue::MetadataUrl => self.addresses.metadata(),
            IdpValue::SsoUrl => self.addresses.sso(),
            IdpValue::SloUrl => self.addresses.logout(),
            IdpValue::Certificate => self.certificate.pem().trim_end().to_owned(),
            IdpValue::CertificateLine => STANDARD.encode(self.certificate.der()),
            IdpValue::CertificateFingerprint => self.certificate.sha256(),
            IdpValue::Issuer
            | IdpValue::Discovery
            | IdpValue::ClientId
            | IdpValue::ClientSecret
            | IdpValue::AuthorizationEndpoint
            | IdpValue::TokenEndpoint
            | IdpValue::UserinfoEndpoint
            | IdpValue::JwksUri
            | IdpValue::EndSessionEndpoint => return None,
        })
    }
}
