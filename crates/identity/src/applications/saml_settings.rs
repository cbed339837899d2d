//! The SAML settings of an application, in the database.

use ::saml::keys::{Certificate, EncryptionKey, VerificationKey};
use ::saml::provider::ServiceProvider;
use contract::applications::SamlSettings;
use entity::saml_provider::{ActiveModel, Entity, Model};
use entity::{Document, application};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::Error;
use crate::accounts::new_salt;

/// The stored settings.
pub(crate) struct StoredSaml {
    /// The row.
    pub row: Model,
}

impl StoredSaml {
    /// Reads the settings of an application, if it uses SAML.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn find(db: &impl ConnectionTrait, application: Uuid) -> Result<Option<Self>, Error> {
        let row = Entity::find_by_id(application).one(db).await?;
        Ok(row.map(|row| Self { row }))
    }

    /// The settings as the API shows them.
    pub fn settings(&self) -> &SamlSettings {
        &self.row.settings
    }

    /// The settings as the protocol needs them.
    pub fn provider(&self) -> ServiceProvider {
        provider(self.settings())
    }

    /// The key for which assertions are encrypted, if they are.
    ///
    /// # Errors
    /// If there is a certificate that cannot be read: then nothing is sent, rather than without
    /// encryption.
    pub fn encryption_key(&self) -> Result<Option<EncryptionKey>, Error> {
        let pem = self.settings().encryption_certificate.as_deref();
        pem.map(|pem| {
            Certificate::from_pem(pem)
                .and_then(|certificate| EncryptionKey::from_certificate(&certificate))
                .map_err(|_| Error::internal("a stored certificate cannot be read"))
        })
        .transpose()
    }
}

/// The settings in the form that the protocol needs. Certificates that cannot be read are left out, so
/// no signature is verified with them.
fn provider(settings: &SamlSettings) -> ServiceProvider {
    let keys = settings.request_certificates.iter().filter_map(|pem| {
        let certificate = Certificate::from_pem(pem).ok()?;
        VerificationKey::from_certificate(&certificate).ok()
    });
    let consumers = settings.consumers.iter();
    ServiceProvider {
        entity_id: settings.entity_id.clone(),
        consumers: consumers.map(|one| (one.index, one.url.clone())).collect(),
        logout_url: settings.logout_url.clone(),
        request_keys: keys.collect(),
        requests_signed: settings.requests_signed,
        name_id: settings.name_id,
    }
}

/// Writes the settings of an application, new or changed.
///
/// # Errors
/// If the database fails.
pub(super) async fn write(
    tx: &impl ConnectionTrait,
    application: &application::Model,
    before: Option<&Model>,
    settings: SamlSettings,
) -> Result<(), Error> {
    let salt = match before {
        Some(before) => before.subject_salt.clone(),
        None => new_salt()?,
    };
    let row = ActiveModel {
        application_id: Set(application.id),
        organization_id: Set(application.organization_id),
        settings: Set(Document(settings)),
        subject_salt: Set(salt),
    };
    if before.is_some() {
        Entity::update(row).exec(tx).await?;
    } else {
        Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
