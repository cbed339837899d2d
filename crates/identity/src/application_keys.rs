//! The keys that sign SAML responses. Each application has its own, so the keys can be replaced one
//! application after the other: many applications read the certificate only once, when they are
//! connected.

use std::sync::Arc;
use std::time::Duration;

use ::saml::keys::{Certificate, CryptoError, SigningKey};
use entity::application;
use entity::application_key::{ActiveModel, Column, Entity, Model};
use quick_cache::sync::Cache;
use rules::saml::{CERTIFICATE_YEARS, CertificateState};
use rules::time::Timestamp;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select,
};
use url::Url;
use uuid::Uuid;

use crate::crypto::{Asker, Seal};
use crate::{Context, Error};

/// The maximum number of cached keys.
const CACHED: usize = 1_000;

/// How far the validity of a certificate begins in the past, for applications whose clock is slow.
const VALID_BEFORE: Duration = Duration::from_secs(60 * 60);

/// Keys by their identifier. Parsing an RSA key takes as long as a signature, and a stored key never
/// changes. Which one signs is read from the database each time.
pub(crate) struct ApplicationKeys(Cache<Uuid, Arc<SigningKey>>);

impl Default for ApplicationKeys {
    fn default() -> Self {
        Self(Cache::new(CACHED))
    }
}

/// A key that was generated and is not stored yet.
pub(crate) struct NewKey {
    id: Uuid,
    certificate: Certificate,
    private_key_encrypted: Vec<u8>,
    created_at: Timestamp,
}

impl NewKey {
    /// Generates a key and its certificate in the pool for costly work. Call it outside of a
    /// transaction, because it takes a while.
    ///
    /// # Errors
    /// If no place in the pool is free, or no random numbers are available.
    pub async fn generate(context: &Context, asker: Asker) -> Result<Self, Error> {
        let mut place = context.hasher().place(asker)?;
        let created_at = context.now();
        let name = common_name(context.addresses().issuer());
        let make = move || {
            let private = SigningKey::generate()?;
            let from = created_at.minus(VALID_BEFORE);
            let certificate = Certificate::self_signed(&private, &name, from, CERTIFICATE_YEARS)?;
            Ok::<_, CryptoError>((private, certificate))
        };
        let failed = |_| Error::internal("generating a key for an application failed");
        let (private, certificate) = place.compute(make).await?.map_err(failed)?;
        let id = context.new_id();
        let purpose = Seal::ApplicationKey(id.as_bytes());
        Ok(Self {
            id,
            certificate,
            private_key_encrypted: context.master_key().seal(purpose, &private)?,
            created_at,
        })
    }

    /// Stores the key.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn insert(
        self,
        tx: &impl ConnectionTrait,
        application: &application::Model,
        state: CertificateState,
    ) -> Result<Model, Error> {
        let row = ActiveModel {
            id: Set(self.id),
            organization_id: Set(application.organization_id),
            application_id: Set(application.id),
            not_after: Set(self.certificate.not_after()),
            certificate: Set(self.certificate.der().to_vec()),
            private_key_encrypted: Set(self.private_key_encrypted),
            state: Set(state),
            created_at: Set(self.created_at),
        };
        Ok(Entity::insert(row).exec_with_returning(tx).await?)
    }
}

/// The name in certificates, which people see in the settings of an application: the host of the server.
fn common_name(issuer: &str) -> String {
    let url = Url::parse(issuer).ok();
    let host = url.as_ref().and_then(Url::host_str);
    host.unwrap_or(issuer).to_owned()
}

/// The keys of an application: the current one, the next one, and the previous one.
pub(crate) fn of(application: Uuid) -> Select<Entity> {
    Entity::find()
        .filter(Column::ApplicationId.eq(application))
        // The names are in this order.
        .order_by_asc(Column::State)
}

/// Reads the stored certificate of a key.
///
/// # Errors
/// If it cannot be read.
pub(crate) fn certificate(stored: &[u8]) -> Result<Certificate, Error> {
    Certificate::from_der(stored)
        .map_err(|_| Error::internal("the certificate of an application cannot be read"))
}

/// The key that signs responses for an application. It contains its certificate.
///
/// # Errors
/// If there is none, because the application does not use SAML; if the database fails.
pub(crate) async fn signing_key(
    context: &Context,
    db: &impl ConnectionTrait,
    application: Uuid,
) -> Result<Arc<SigningKey>, Error> {
    let row = of(application)
        .filter(Column::State.eq(CertificateState::Current))
        .one(db)
        .await?
        .ok_or_else(|| Error::internal("an application has no key"))?;
    let ApplicationKeys(known) = context.application_keys();
    if let Some(key) = known.get(&row.id) {
        return Ok(key);
    }
    let unreadable = "the key of an application cannot be read";
    let private = context
        .master_key()
        .open(
            Seal::ApplicationKey(row.id.as_bytes()),
            &row.private_key_encrypted,
        )
        .map_err(|_| Error::internal(unreadable))?;
    let key = SigningKey::from_pkcs8(&private, certificate(&row.certificate)?)
        .map_err(|_| Error::internal(unreadable))?;
    let key = Arc::new(key);
    known.insert(row.id, Arc::clone(&key));
    Ok(key)
}

/// The certificates to publish in the metadata of an application, the current one first.
///
/// # Errors
/// If the database fails.
pub(crate) async fn published(
    db: &impl ConnectionTrait,
    application: Uuid,
) -> Result<Vec<Certificate>, Error> {
    let rows = of(application).all(db).await?;
    let certificates = rows.iter().map(|row| certificate(&row.certificate));
    certificates.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_names_the_host() {
        assert_eq!(common_name("https://id.example.com:8443"), "id.example.com");
        assert_eq!(common_name("http://localhost:8080"), "localhost");
    }

    #[test]
    fn the_current_certificate_is_the_first() {
        let names = CertificateState::NAMES;
        assert!(names.is_sorted(), "{names:?}");
        assert_eq!(names[0], CertificateState::Current.as_str());
    }
}
