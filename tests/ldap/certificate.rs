//! Certificates for the server, and their authority, which the clients trust.

use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose,
};

/// A certificate authority, and the files of a server.
pub struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    folder: PathBuf,
}

impl Authority {
    /// Creates it, and the first certificate of the server.
    pub fn new(folder: &Path) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        // Otherwise both certificates have the same name, and the server's seems to have signed itself.
        let name = &mut params.distinguished_name;
        name.push(DnType::CommonName, "Authority of the tests");
        let key = KeyPair::generate().unwrap();
        let new = Self {
            issuer: CertifiedIssuer::self_signed(params, key).unwrap(),
            folder: folder.to_owned(),
        };
        std::fs::write(new.trusted(), new.issuer.as_ref().pem()).unwrap();
        new.renew();
        new
    }

    /// Writes another certificate of the server. Returns it.
    pub fn renew(&self) -> Vec<u8> {
        let key = KeyPair::generate().unwrap();
        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let params = CertificateParams::new(names).unwrap();
        let certificate = params.signed_by(&key, &*self.issuer).unwrap();
        std::fs::write(self.certificate(), certificate.pem()).unwrap();
        std::fs::write(self.key(), key.serialize_pem()).unwrap();
        certificate.der().to_vec()
    }

    /// The file with the certificate of the authority.
    pub fn trusted(&self) -> PathBuf {
        self.folder.join("ldap-authority.pem")
    }

    /// The certificate of the authority.
    pub fn der(&self) -> Vec<u8> {
        self.issuer.as_ref().der().to_vec()
    }

    pub fn certificate(&self) -> PathBuf {
        self.folder.join("ldap-certificate.pem")
    }

    pub fn key(&self) -> PathBuf {
        self.folder.join("ldap-key.pem")
    }
}
