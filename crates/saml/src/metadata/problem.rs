use rules::saml::{MOST_CONSUMERS, MOST_REQUEST_CERTIFICATES};
use rules::time::Timestamp;

use crate::error::{Malformed, XmlProblem};
use crate::keys::CertificateProblem;

/// Why metadata cannot be used, in words for the administrator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MetadataProblem {
    /// It cannot be read.
    #[error("The metadata cannot be read: {0}")]
    Malformed(#[from] Malformed),
    /// It is another document.
    #[error(
        "This is not the metadata of a service provider. It starts with an EntityDescriptor, but {0} was found"
    )]
    OtherDocument(String),
    /// It describes several entities, or none.
    #[error("The metadata describes {0} entities. It must describe exactly one")]
    NotOneEntity(usize),
    /// The name of the service provider is missing, too long, or not a name.
    #[error("The entityID is missing, or is longer than 1024 characters")]
    EntityId,
    /// It describes no service provider, or several.
    #[error(
        "The metadata describes {0} service providers (SPSSODescriptor) for SAML 2.0. It must describe exactly one"
    )]
    NotOneServiceProvider(usize),
    /// It has expired.
    #[error("The metadata was valid until {0}. Get new metadata from the application")]
    Expired(Timestamp),
    /// There is no address that can receive responses.
    #[error(
        "The metadata has no AssertionConsumerService with the binding HTTP-POST and an https or http address"
    )]
    NoConsumer,
    /// Two addresses have the same index.
    #[error("Two addresses for responses (AssertionConsumerService) have the index {0}")]
    RepeatedIndex(u32),
    /// There is no key that can verify the requests, although they are signed.
    #[error(
        "The application signs its requests (AuthnRequestsSigned), but the metadata has no certificate that can verify them"
    )]
    NoSigningCertificate,
}

impl From<XmlProblem> for MetadataProblem {
    fn from(problem: XmlProblem) -> Self {
        Self::Malformed(problem.into())
    }
}

/// What was ignored or is unusual in metadata, in words for the administrator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MetadataWarning {
    /// A signature was not verified.
    #[error(
        "The metadata is signed. The signature is not verified, so make sure that the metadata comes from the application"
    )]
    SignatureIgnored,
    /// An address was skipped.
    #[error("The address {url} for responses is skipped, because its binding is not HTTP-POST")]
    ConsumerBinding {
        /// The address.
        url: String,
    },
    /// An address was skipped.
    #[error(
        "The address {url} for responses is skipped, because it does not start with https:// or http://"
    )]
    ConsumerScheme {
        /// The address.
        url: String,
    },
    /// Addresses were skipped.
    #[error("Only the first {MOST_CONSUMERS} addresses for responses are used")]
    TooManyConsumers,
    /// An address had no index.
    #[error("The address {url} for responses has no index. It gets the index {index}")]
    MissingIndex {
        /// The address.
        url: String,
        /// The index.
        index: u32,
    },
    /// A certificate was skipped.
    #[error("A certificate is skipped. {0}")]
    Certificate(CertificateProblem),
    /// A key was skipped.
    #[error("A key without a certificate is skipped")]
    NoCertificate,
    /// A certificate has expired.
    #[error(
        "The certificate {sha256} has expired. It is used anyway, because only its key matters"
    )]
    ExpiredCertificate {
        /// The fingerprint.
        sha256: String,
    },
    /// Certificates were skipped.
    #[error(
        "Only the first {MOST_REQUEST_CERTIFICATES} certificates for verifying requests are used"
    )]
    TooManyCertificates,
    /// Only one certificate can be used.
    #[error("There are several certificates for encryption. Only the first is used")]
    SeveralEncryptionCertificates,
    /// Assertions will not be encrypted.
    #[error(
        "The application does not support AES-256-GCM with RSA-OAEP. Assertions will not be encrypted"
    )]
    Encryption,
    /// Assertions will not be encrypted, although the application publishes a key.
    #[error(
        "None of the certificates for encryption can be used. Assertions will not be encrypted"
    )]
    NoEncryptionCertificate,
    /// The setting has to be made by the administrator.
    #[error(
        "The application requires signed assertions (WantAssertionsSigned). Keep signing assertions"
    )]
    AssertionsSigned,
    /// The application cannot receive logout responses.
    #[error("Logout is skipped, because only the binding HTTP-Redirect is supported for it")]
    LogoutBinding,
    /// None of the formats is supported.
    #[error("None of the NameID formats of the application is supported. The email is sent")]
    NameIdFormat,
}
