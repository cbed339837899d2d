//! Keys and their certificates. A certificate is only the usual wrapping of a key here: nobody checks
//! who issued it, because the two sides have exchanged it beforehand.

mod certificate;
mod encryption;
mod signing;
mod verification;

pub use certificate::{Certificate, CertificateProblem};
pub use encryption::EncryptionKey;
pub use signing::SigningKey;
pub(crate) use verification::SignatureAlgorithm;
pub use verification::VerificationKey;

/// A key cannot be generated or read, or does not sign or encrypt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a private key or certificate cannot be used, or an operation with it failed")]
pub struct CryptoError;

impl From<aws_lc_rs::error::Unspecified> for CryptoError {
    fn from(_: aws_lc_rs::error::Unspecified) -> Self {
        Self
    }
}
