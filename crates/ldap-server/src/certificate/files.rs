use std::io;
use std::path::{Path, PathBuf};

use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{self};

/// The largest file that is read, in bytes. A long chain has about 20,000.
const MAX_FILE: u64 = 256 * 1024;

/// Where the certificate and its key are, in PEM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFiles {
    /// The certificate of the server, followed by those that signed it.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// Why a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CertificateProblem {
    /// A file cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(PathBuf, #[source] io::Error),
    /// A file is too large.
    #[error("{0} is too large for a certificate or key")]
    TooLarge(PathBuf),
    /// A file contains no certificate.
    #[error("{0} does not contain a certificate in PEM")]
    NoCertificate(PathBuf),
    /// A file contains no private key.
    #[error("{0} does not contain a private key in PEM")]
    NoKey(PathBuf),
    /// The key is not that of the certificate, or of a kind that TLS does not use.
    #[error("the certificate in {0} cannot be used with the key in {1}: {2}")]
    Unusable(PathBuf, PathBuf, #[source] rustls::Error),
    /// The cryptographic library supports no version of TLS.
    #[error("TLS cannot be used: {0}")]
    Tls(#[source] rustls::Error),
}

/// What the files contain.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Content {
    certificate: Vec<u8>,
    key: Vec<u8>,
}

impl CertificateFiles {
    pub(super) fn read(&self) -> Result<Content, CertificateProblem> {
        Ok(Content {
            certificate: read(&self.certificate)?,
            key: read(&self.key)?,
        })
    }

    pub(super) fn parse(&self, content: &Content) -> Result<CertifiedKey, CertificateProblem> {
        let chain: Result<Vec<_>, pem::Error> =
            CertificateDer::pem_slice_iter(&content.certificate).collect();
        let chain = chain.ok().filter(|chain| !chain.is_empty());
        let chain =
            chain.ok_or_else(|| CertificateProblem::NoCertificate(self.certificate.clone()))?;
        let key = PrivateKeyDer::from_pem_slice(&content.key)
            .map_err(|_| CertificateProblem::NoKey(self.key.clone()))?;
        CertifiedKey::from_der(chain, key, &aws_lc_rs::default_provider()).map_err(|error| {
            CertificateProblem::Unusable(self.certificate.clone(), self.key.clone(), error)
        })
    }
}

fn read(path: &Path) -> Result<Vec<u8>, CertificateProblem> {
    let unreadable = |error| CertificateProblem::Unreadable(path.to_owned(), error);
    if std::fs::metadata(path).map_err(unreadable)?.len() > MAX_FILE {
        return Err(CertificateProblem::TooLarge(path.to_owned()));
    }
    std::fs::read(path).map_err(unreadable)
}
