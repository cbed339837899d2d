use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

use super::files::{CertificateFiles, CertificateProblem, Content};

/// A certificate that is replaced when its files change.
pub struct Certificate {
    files: CertificateFiles,
    /// What was read last, whether it could be used or not.
    seen: Mutex<Content>,
    current: Arc<Current>,
}

/// The certificate that new connections get.
#[derive(Debug)]
struct Current(RwLock<Arc<CertifiedKey>>);

impl Certificate {
    /// Reads the files.
    ///
    /// # Errors
    /// If they do not contain a certificate and its key.
    pub fn load(files: CertificateFiles) -> Result<Self, CertificateProblem> {
        let content = files.read()?;
        let key = files.parse(&content)?;
        Ok(Self {
            files,
            seen: Mutex::new(content),
            current: Arc::new(Current(RwLock::new(Arc::new(key)))),
        })
    }

    /// Starts TLS on connections, with TLS 1.2 and 1.3.
    ///
    /// # Errors
    /// If the cryptographic library supports neither.
    pub fn acceptor(&self) -> Result<TlsAcceptor, CertificateProblem> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(CertificateProblem::Tls)?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&self.current) as Arc<dyn ResolvesServerCert>);
        Ok(TlsAcceptor::from(Arc::new(config)))
    }

    /// Reads the files again. Returns whether there is another certificate now. If the new one cannot be
    /// used, the current one stays: perhaps only one of the files has been replaced yet.
    ///
    /// # Errors
    /// Why the new one cannot be used. The same content is reported once.
    pub fn refresh(&self) -> Result<bool, CertificateProblem> {
        let content = self.files.read()?;
        {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            if *seen == content {
                return Ok(false);
            }
            seen.clone_from(&content);
        }
        let key = self.files.parse(&content)?;
        self.current.replace(key);
        Ok(true)
    }
}

impl Current {
    fn get(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, key: CertifiedKey) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(key);
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.get())
    }
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate")
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}
