use rules::saml::MOST_REQUEST_CERTIFICATES;
use rules::time::Timestamp;

use super::MetadataWarning;
use crate::keys::Certificate;
use crate::names::{self, METADATA, SIGNATURE};
use crate::xml::Element;

/// The certificates of a service provider.
#[derive(Default)]
pub(super) struct Certificates {
    pub signing: Vec<Certificate>,
    pub encryption: Option<Certificate>,
}

/// Reads the certificates. A key without a use is for both.
pub(super) fn read(
    descriptor: &Element,
    now: Timestamp,
    warnings: &mut Vec<MetadataWarning>,
) -> Certificates {
    let mut found = Certificates::default();
    let mut wants_encryption = false;
    for key in descriptor.all(METADATA, "KeyDescriptor") {
        let purpose = key.attribute("use");
        let is_signing = purpose != Some("encryption");
        let is_encryption = purpose != Some("signing");
        wants_encryption |= purpose == Some("encryption");
        for certificate in usable(key, now, warnings) {
            if is_signing {
                add_signing(&mut found.signing, &certificate, warnings);
            }
            if is_encryption {
                add_encryption(&mut found.encryption, key, &certificate, warnings);
            }
        }
    }
    if wants_encryption && found.encryption.is_none() {
        warn_once(warnings, MetadataWarning::NoEncryptionCertificate);
    }
    found
}

/// The certificates of a key that can be used.
fn usable(key: &Element, now: Timestamp, warnings: &mut Vec<MetadataWarning>) -> Vec<Certificate> {
    let texts: Vec<&Element> = key
        .all(SIGNATURE, "KeyInfo")
        .flat_map(|info| info.all(SIGNATURE, "X509Data"))
        .flat_map(|data| data.all(SIGNATURE, "X509Certificate"))
        .collect();
    if texts.is_empty() {
        warn_once(warnings, MetadataWarning::NoCertificate);
    }
    let mut found = Vec::new();
    for text in texts {
        let certificate = Certificate::from_base64(&text.text);
        let checked = certificate.and_then(|certificate| {
            certificate.check_key()?;
            Ok(certificate)
        });
        match checked {
            Ok(certificate) => {
                if certificate.not_after() < now {
                    let sha256 = certificate.sha256();
                    warn_once(warnings, MetadataWarning::ExpiredCertificate { sha256 });
                }
                found.push(certificate);
            }
            Err(problem) => warn_once(warnings, MetadataWarning::Certificate(problem)),
        }
    }
    found
}

fn add_signing(
    signing: &mut Vec<Certificate>,
    certificate: &Certificate,
    warnings: &mut Vec<MetadataWarning>,
) {
    if signing.contains(certificate) {
        return;
    }
    if signing.len() == MOST_REQUEST_CERTIFICATES {
        warn_once(warnings, MetadataWarning::TooManyCertificates);
        return;
    }
    signing.push(certificate.clone());
}

fn add_encryption(
    encryption: &mut Option<Certificate>,
    key: &Element,
    certificate: &Certificate,
    warnings: &mut Vec<MetadataWarning>,
) {
    if !supports_encryption(key) {
        warn_once(warnings, MetadataWarning::Encryption);
        return;
    }
    match encryption {
        None => *encryption = Some(certificate.clone()),
        Some(first) if first == certificate => {}
        Some(_) => warn_once(warnings, MetadataWarning::SeveralEncryptionCertificates),
    }
}

/// Whether the service provider supports what we encrypt with. Most do not say.
fn supports_encryption(key: &Element) -> bool {
    const KEY_TRANSPORTS: [&str; 3] = [
        names::RSA_OAEP,
        "http://www.w3.org/2001/04/xmlenc#rsa-1_5",
        "http://www.w3.org/2009/xmlenc11#rsa-oaep",
    ];
    let methods: Vec<&str> = key
        .all(METADATA, "EncryptionMethod")
        .filter_map(|method| method.attribute("Algorithm"))
        .collect();
    // Some list only ciphers, some only ways to encrypt the key.
    let (transports, ciphers): (Vec<&str>, Vec<&str>) = methods
        .into_iter()
        .partition(|method| KEY_TRANSPORTS.contains(method));
    (ciphers.is_empty() || ciphers.contains(&names::AES_256_GCM))
        && (transports.is_empty() || transports.contains(&names::RSA_OAEP))
}

fn warn_once(warnings: &mut Vec<MetadataWarning>, warning: MetadataWarning) {
    if !warnings.contains(&warning) {
        warnings.push(warning);
    }
}
