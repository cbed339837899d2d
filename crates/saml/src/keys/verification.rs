use aws_lc_rs::signature::{
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RsaParameters, UnparsedPublicKey,
};

use super::{Certificate, CertificateProblem};
use crate::error::Malformed;
use crate::names;

/// A key that verifies the requests of a service provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerificationKey(Vec<u8>);

impl VerificationKey {
    /// The key of a certificate. That it has expired does not matter: it is registered.
    ///
    /// # Errors
    /// If it is not an RSA key of 2048 to 8192 bits.
    pub fn from_certificate(certificate: &Certificate) -> Result<Self, CertificateProblem> {
        certificate.check_key()?;
        Ok(Self(certificate.key().to_vec()))
    }

    pub(crate) fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        UnparsedPublicKey::new(algorithm.parameters(), &self.0)
            .verify(message, signature)
            .is_ok()
    }
}

/// The algorithms of signatures that are verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignatureAlgorithm {
    Sha256,
    Sha384,
    Sha512,
}

impl SignatureAlgorithm {
    pub(crate) fn parse(name: &str) -> Result<Self, Malformed> {
        match name {
            names::RSA_SHA256 => Ok(Self::Sha256),
            names::RSA_SHA384 => Ok(Self::Sha384),
            names::RSA_SHA512 => Ok(Self::Sha512),
            names::RSA_SHA1 => Err(Malformed::Sha1),
            other => Err(Malformed::SignatureAlgorithm(
                other.chars().take(100).collect(),
            )),
        }
    }

    fn parameters(self) -> &'static RsaParameters {
        match self {
            Self::Sha256 => &RSA_PKCS1_2048_8192_SHA256,
            Self::Sha384 => &RSA_PKCS1_2048_8192_SHA384,
            Self::Sha512 => &RSA_PKCS1_2048_8192_SHA512,
        }
    }
}
