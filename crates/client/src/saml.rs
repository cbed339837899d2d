//! What only applications that use SAML have.

use contract::applications::{MetadataRead, ReadMetadata, SamlCertificate};
use contract::ids::{ApplicationId, CertificateId};

use crate::{Client, Error};

impl Client {
    /// Reads the settings of an application from its SAML metadata. Stores nothing.
    ///
    /// # Errors
    /// `invalid-fields` if the metadata cannot be used, `forbidden`, `proof-required`.
    pub async fn read_saml_metadata(&self, body: &ReadMetadata) -> Result<MetadataRead, Error> {
        self.post("/saml-metadata", body).await
    }

    /// Creates the next certificate of an application that uses SAML. It is published, but does not
    /// sign yet.
    ///
    /// # Errors
    /// `conflict` if there is one already, or the application does not use SAML, `not-found`,
    /// `forbidden`, `proof-required`.
    pub async fn create_application_certificate(
        &self,
        id: ApplicationId,
    ) -> Result<SamlCertificate, Error> {
        self.post_empty(&format!("/applications/{id}/certificates"))
            .await
    }

    /// Makes the next certificate of an application the one that signs. The previous one stays
    /// published.
    ///
    /// # Errors
    /// `conflict` if it is not the next one, `not-found`, `forbidden`, `proof-required`.
    pub async fn activate_application_certificate(
        &self,
        id: ApplicationId,
        certificate: CertificateId,
    ) -> Result<SamlCertificate, Error> {
        let path = format!("/applications/{id}/certificates/{certificate}/activate");
        self.post_empty(&path).await
    }

    /// Deletes the next or the previous certificate of an application.
    ///
    /// # Errors
    /// `conflict` if it is the current one, `not-found`, `forbidden`, `proof-required`.
    pub async fn delete_application_certificate(
        &self,
        id: ApplicationId,
        certificate: CertificateId,
    ) -> Result<(), Error> {
        let path = format!("/applications/{id}/certificates/{certificate}");
        self.delete(&path).await
    }
}
