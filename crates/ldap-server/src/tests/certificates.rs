use std::path::PathBuf;

use rcgen::{CertificateParams, KeyPair};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;

use crate::{Certificate, CertificateFiles, CertificateProblem};

/// A certificate in files.
pub(super) struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    pub fn new() -> Self {
        let files = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let (certificate, key) = made();
        files.write(&certificate, &key);
        files
    }

    pub fn named(&self) -> CertificateFiles {
        CertificateFiles {
            certificate: self.path("certificate.pem"),
            key: self.path("key.pem"),
        }
    }

    pub fn certificate(&self) -> CertificateDer<'static> {
        CertificateDer::from_pem_file(self.path("certificate.pem")).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, certificate: &str, key: &str) {
        std::fs::write(self.path("certificate.pem"), certificate).unwrap();
        std::fs::write(self.path("key.pem"), key).unwrap();
    }
}

/// A certificate and its key.
fn made() -> (String, String) {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
}

#[test]
fn a_renewed_certificate_replaces_the_current_one() {
    let files = Files::new();
    let certificate = Certificate::load(files.named()).unwrap();
    assert!(!certificate.refresh().unwrap());
    let (renewed, key) = made();
    // The files are replaced one after the other.
    let old_key = std::fs::read_to_string(files.path("key.pem")).unwrap();
    files.write(&renewed, &old_key);
    assert!(matches!(
        certificate.refresh(),
        Err(CertificateProblem::Unusable(..))
    ));
    // The same problem is reported once.
    assert!(!certificate.refresh().unwrap());
    files.write(&renewed, &key);
    assert!(certificate.refresh().unwrap());
    std::fs::remove_file(files.path("key.pem")).unwrap();
    assert!(matches!(
        certificate.refresh(),
        Err(CertificateProblem::Unreadable(..))
    ));
}

#[test]
fn unusable_files_have_a_reason() {
    let files = Files::new();
    let (certificate, key) = made();
    let problem = |certificate: &str, key: &str| {
        files.write(certificate, key);
        Certificate::load(files.named()).unwrap_err().to_string()
    };
    assert!(problem("", &key).contains("does not contain a certificate"));
    assert!(problem(&key, &key).contains("does not contain a certificate"));
    assert!(problem(&certificate, "").contains("does not contain a private key"));
    assert!(problem(&certificate, &made().1).contains("cannot be used"));
    assert!(problem(&"x".repeat(300_000), &key).contains("too large"));
}
