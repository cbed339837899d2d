//! The metadata of a SAML service provider.

use std::collections::BTreeSet;
use std::str;

use rules::saml::{MOST_CONSUMERS, MOST_REQUEST_CERTIFICATES};
use saml::keys::{Certificate, EncryptionKey, VerificationKey};
use saml::metadata::{self, ServiceProviderMetadata};

use crate::memory::bounded;
use crate::now;
use crate::second_reader::{self, METADATA};

/// Checks an input. Panics if a check fails.
pub fn check(xml: &[u8]) {
    let Ok(xml) = str::from_utf8(xml) else {
        return;
    };
    match bounded(xml.len(), 128, || metadata::read(xml, now())) {
        Ok(metadata) => accepted(xml, &metadata),
        Err(problem) => assert!(problem.to_string().len() < 1024),
    }
}

fn accepted(xml: &str, metadata: &ServiceProviderMetadata) {
    let document = second_reader::read(xml);
    let root = document.root_element();
    let entity = root
        .descendants()
        .find(|node| node.has_tag_name((METADATA, "EntityDescriptor")))
        .expect("the other reader finds the entity");
    assert_eq!(
        entity.attribute("entityID"),
        Some(metadata.entity_id.as_str())
    );
    assert!((1..=1024).contains(&metadata.entity_id.len()));
    assert!(metadata.warnings.len() <= 50);
    consumers(entity, metadata);
    certificates(metadata);
    if let Some(url) = &metadata.logout_url {
        assert!(locations(entity, "SingleLogoutService").contains(url.as_str()));
        is_web(url);
    }
}

fn consumers(entity: roxmltree::Node, metadata: &ServiceProviderMetadata) {
    assert!((1..=MOST_CONSUMERS).contains(&metadata.consumers.len()));
    let indexes: BTreeSet<u32> = metadata.consumers.iter().map(|(index, _)| *index).collect();
    assert_eq!(indexes.len(), metadata.consumers.len());
    let known = locations(entity, "AssertionConsumerService");
    for (_, url) in &metadata.consumers {
        assert!(known.contains(url.as_str()));
        is_web(url);
    }
}

/// The addresses of the endpoints with a name, as the other reader sees them.
fn locations<'a>(entity: roxmltree::Node<'a, '_>, name: &'static str) -> BTreeSet<&'a str> {
    entity
        .descendants()
        .filter(|node| node.has_tag_name((METADATA, name)))
        .flat_map(|node| {
            [
                node.attribute("Location"),
                node.attribute("ResponseLocation"),
            ]
        })
        .flatten()
        .map(str::trim_ascii)
        .collect()
}

fn is_web(url: &str) {
    assert!(url.starts_with("https://") || url.starts_with("http://"));
}

fn certificates(metadata: &ServiceProviderMetadata) {
    assert!(metadata.request_certificates.len() <= MOST_REQUEST_CERTIFICATES);
    assert!(!metadata.requests_signed || !metadata.request_certificates.is_empty());
    for certificate in &metadata.request_certificates {
        assert!(VerificationKey::from_certificate(certificate).is_ok());
        survives(certificate);
    }
    if let Some(certificate) = &metadata.encryption_certificate {
        assert!(EncryptionKey::from_certificate(certificate).is_ok());
        survives(certificate);
    }
}

/// Checks that a certificate is the same after it was stored.
fn survives(certificate: &Certificate) {
    assert_eq!(
        Certificate::from_der(certificate.der()).as_ref(),
        Ok(certificate)
    );
    assert_eq!(
        Certificate::from_pem(&certificate.pem()).as_ref(),
        Ok(certificate)
    );
}
