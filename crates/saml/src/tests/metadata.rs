//! Metadata of both sides.

use std::time::Duration;

use rules::saml::NameIdFormat;

use super::fixtures::{CONSUMER, ENTITY, ISSUER, OURS, SSO, THEIRS, now};
use super::keys::SMALL;
use crate::keys::{Certificate, CertificateProblem};
use crate::metadata::{
    self, IdentityProvider, MetadataProblem, MetadataWarning, ServiceProviderMetadata,
};

const POST: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";
const REDIRECT: &str = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect";

/// Metadata with attributes of the description, and what is in it.
fn document(attributes: &str, children: &str) -> String {
    format!(
        "<?xml version='1.0'?><!-- generated --><m:EntityDescriptor xmlns:m='urn:oasis:names:tc:SAML:2.0:metadata' \
         xmlns:d='http://www.w3.org/2000/09/xmldsig#' entityID='{ENTITY}' cacheDuration='PT1H'>\
         <m:SPSSODescriptor protocolSupportEnumeration='urn:x urn:oasis:names:tc:SAML:2.0:protocol' {attributes}>\
         {children}</m:SPSSODescriptor></m:EntityDescriptor>"
    )
}

fn key(purpose: &str, certificate: &Certificate, methods: &str) -> String {
    format!(
        "<m:KeyDescriptor {purpose}><d:KeyInfo><d:X509Data><d:X509Certificate>\n{}\n\
         </d:X509Certificate></d:X509Data></d:KeyInfo>{methods}</m:KeyDescriptor>",
        certificate.base64()
    )
}

fn consumer(location: &str, attributes: &str) -> String {
    format!("<m:AssertionConsumerService Binding='{POST}' Location='{location}' {attributes}/>")
}

fn read(attributes: &str, children: &str) -> Result<ServiceProviderMetadata, MetadataProblem> {
    metadata::read(&document(attributes, children), now())
}

/// The warnings about metadata that is otherwise complete.
fn warnings(children: &str) -> Vec<MetadataWarning> {
    let children = format!("{children}{}", consumer(CONSUMER, "index='0'"));
    read("", &children).unwrap().warnings
}

#[test]
fn all_that_is_registered_is_read() {
    let children = [
        key("use='signing'", OURS.certificate(), ""),
        key("use='encryption'", THEIRS.certificate(), ""),
        format!(
            "<m:SingleLogoutService Binding='{POST}' Location='https://app.example.com/slo-post'/>"
        ),
        format!(
            "<m:SingleLogoutService Binding='{REDIRECT}' Location='https://app.example.com/slo' \
             ResponseLocation='https://app.example.com/slo-done'/>"
        ),
        "<m:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos</m:NameIDFormat>"
            .to_owned(),
        "<m:NameIDFormat>\n urn:oasis:names:tc:SAML:2.0:nameid-format:persistent </m:NameIDFormat>"
            .to_owned(),
        "<m:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</m:NameIDFormat>"
            .to_owned(),
        consumer("https://app.example.com/a", "index='3' isDefault='false'"),
        consumer("https://app.example.com/b", "index='5'"),
        consumer(CONSUMER, "index='9' isDefault='true'"),
    ];
    let found = read("AuthnRequestsSigned='true'", &children.concat()).unwrap();
    let expected = ServiceProviderMetadata {
        entity_id: ENTITY.to_owned(),
        consumers: vec![
            (9, CONSUMER.to_owned()),
            (3, "https://app.example.com/a".to_owned()),
            (5, "https://app.example.com/b".to_owned()),
        ],
        name_id: Some(NameIdFormat::Persistent),
        requests_signed: true,
        request_certificates: vec![OURS.certificate().clone()],
        encryption_certificate: Some(THEIRS.certificate().clone()),
        logout_url: Some("https://app.example.com/slo-done".to_owned()),
        warnings: Vec::new(),
    };
    assert_eq!(found, expected);
}

#[test]
fn without_a_mark_the_default_is_the_first_that_is_not_marked_as_another() {
    let children = [
        consumer("https://app.example.com/a", "index='0' isDefault='false'"),
        consumer("https://app.example.com/b", "index='1'"),
        consumer("https://app.example.com/c", "index='2'"),
    ];
    let found = read("", &children.concat()).unwrap();
    assert_eq!(found.consumers[0].1, "https://app.example.com/b");
    assert_eq!((found.name_id, found.requests_signed), (None, false));
    let only = read("", &children[0]).unwrap();
    assert_eq!(
        only.consumers,
        [(0, "https://app.example.com/a".to_owned())]
    );
}

#[test]
fn a_key_without_a_use_is_for_both() {
    let children = [
        key("", THEIRS.certificate(), ""),
        consumer(CONSUMER, "index='0'"),
    ];
    let found = read("", &children.concat()).unwrap();
    assert_eq!(found.request_certificates, [THEIRS.certificate().clone()]);
    assert_eq!(
        found.encryption_certificate.as_ref(),
        Some(THEIRS.certificate())
    );
}

#[test]
fn what_is_skipped_is_told() {
    let small = Certificate::from_pem(SMALL).unwrap();
    let expired = Certificate::self_signed(
        &THEIRS.pkcs8,
        "a",
        now().minus(Duration::from_hours(24 * 800)),
        1,
    )
    .unwrap();
    let sha256 = expired.sha256();
    let method = |name: &str| format!("<m:EncryptionMethod Algorithm='{name}'/>");
    let size = MetadataWarning::Certificate(CertificateProblem::Size { bits: 1024 });
    let unreadable = MetadataWarning::Certificate(CertificateProblem::Unreadable);
    let url = || "https://app.example.com/x".to_owned();
    for (children, expected) in [
        (key("use='signing'", &small, ""), vec![size.clone()]),
        (
            key("use='encryption'", &small, ""),
            vec![size, MetadataWarning::NoEncryptionCertificate],
        ),
        (key("use='signing'", &expired, ""), vec![MetadataWarning::ExpiredCertificate { sha256 }]),
        (
            key("use='signing'", OURS.certificate(), "").replace("MII", "AAA"),
            vec![unreadable],
        ),
        (
            "<m:KeyDescriptor><d:KeyInfo><d:KeyName>a</d:KeyName></d:KeyInfo></m:KeyDescriptor>".to_owned(),
            vec![MetadataWarning::NoCertificate],
        ),
        (
            key("", OURS.certificate(), &method("http://www.w3.org/2001/04/xmlenc#aes128-cbc")),
            vec![MetadataWarning::Encryption],
        ),
        (key("", OURS.certificate(), &method("http://www.w3.org/2009/xmlenc11#aes256-gcm")), vec![]),
        (
            key("", OURS.certificate(), &method("http://www.w3.org/2001/04/xmlenc#rsa-1_5")),
            vec![MetadataWarning::Encryption],
        ),
        (
            key("", OURS.certificate(), "") + &key("", THEIRS.certificate(), ""),
            vec![MetadataWarning::SeveralEncryptionCertificates],
        ),
        (
            format!("<m:SingleLogoutService Binding='{POST}' Location='https://app.example.com/slo'/>"),
            vec![MetadataWarning::LogoutBinding],
        ),
        (
            "<m:NameIDFormat>urn:x</m:NameIDFormat>".to_owned(),
            vec![MetadataWarning::NameIdFormat],
        ),
        (
            "<m:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</m:NameIDFormat>".to_owned(),
            vec![],
        ),
        (
            format!("<m:AssertionConsumerService Binding='urn:x' Location='{}' index='1'/>", url()),
            vec![MetadataWarning::ConsumerBinding { url: url() }],
        ),
        (
            consumer("javascript:alert(1)", "index='1'"),
            vec![MetadataWarning::ConsumerScheme { url: "javascript:alert(1)".to_owned() }],
        ),
        (
            consumer(&url(), ""),
            vec![MetadataWarning::MissingIndex { url: url(), index: 1 }],
        ),
        ("<d:Signature/>".to_owned(), vec![MetadataWarning::SignatureIgnored]),
    ] {
        assert_eq!(warnings(&children), expected, "{children:.200}");
    }
    let many: String = (0..21)
        .map(|index| consumer(CONSUMER, &format!("index='{index}'")))
        .collect();
    let found = read("WantAssertionsSigned='1'", &many).unwrap();
    assert_eq!(found.consumers.len(), 20);
    assert_eq!(
        found.warnings,
        [
            MetadataWarning::TooManyConsumers,
            MetadataWarning::AssertionsSigned
        ]
    );
}

#[test]
fn nothing_is_loosened_silently() {
    let consumer = consumer(CONSUMER, "index='0'");
    let small = key("use='signing'", &Certificate::from_pem(SMALL).unwrap(), "");
    let encryption = key("use='encryption'", THEIRS.certificate(), "");
    for keys in ["", &small, &encryption] {
        let found = read("AuthnRequestsSigned='true'", &format!("{keys}{consumer}"));
        assert_eq!(found, Err(MetadataProblem::NoSigningCertificate));
    }
    assert!(read("AuthnRequestsSigned='maybe'", &consumer).is_err());
    let valid_until = now();
    for expired in [
        "validUntil='2026-11-24T06:49:12Z'",
        "validUntil='2026-11-24T07:49:12+01:00'",
    ] {
        let found = read(expired, &consumer);
        assert_eq!(found, Err(MetadataProblem::Expired(valid_until)));
        let outside = document("", &consumer).replace("cacheDuration='PT1H'", expired);
        assert_eq!(
            metadata::read(&outside, now()),
            Err(MetadataProblem::Expired(valid_until))
        );
    }
    assert!(read("validUntil='2026-11-24T06:49:13Z'", &consumer).is_ok());
    assert!(read("validUntil='later'", &consumer).is_err());
}

#[test]
fn there_is_exactly_one_service_provider() {
    let consumer = consumer(CONSUMER, "index='0'");
    let good = document("", &consumer);
    let start = good.find("<m:EntityDescriptor").unwrap();
    let list = |entities: &str| {
        format!(
            "<m:EntitiesDescriptor xmlns:m='urn:oasis:names:tc:SAML:2.0:metadata'>{entities}</m:EntitiesDescriptor>"
        )
    };
    let entity = &good[start..];
    assert!(metadata::read(&list(entity), now()).is_ok());
    assert!(metadata::read(&format!("\u{feff}{good}"), now()).is_ok());
    let descriptor = &good[good.find("<m:SPSSO").unwrap()..good.find("</m:EntityD").unwrap()];
    for (xml, expected) in [
        (list(""), MetadataProblem::NotOneEntity(0)),
        (list(&entity.repeat(3)), MetadataProblem::NotOneEntity(3)),
        (
            list(&list(entity)),
            MetadataProblem::OtherDocument("a list of lists of entities".to_owned()),
        ),
        (
            good.replace("m:SPSSO", "m:IDPSSO"),
            MetadataProblem::NotOneServiceProvider(0),
        ),
        (
            good.replace("2.0:protocol", "1.1:protocol"),
            MetadataProblem::NotOneServiceProvider(0),
        ),
        (
            good.replace(descriptor, &descriptor.repeat(2)),
            MetadataProblem::NotOneServiceProvider(2),
        ),
        (
            good.replace(&format!("entityID='{ENTITY}'"), ""),
            MetadataProblem::EntityId,
        ),
        (
            good.replace(ENTITY, &"x".repeat(1025)),
            MetadataProblem::EntityId,
        ),
        (good.replace(&consumer, ""), MetadataProblem::NoConsumer),
        (good.replace(POST, REDIRECT), MetadataProblem::NoConsumer),
        (
            good.replace(&consumer, &consumer.repeat(2)),
            MetadataProblem::RepeatedIndex(0),
        ),
        (
            "<html/>".to_owned(),
            MetadataProblem::OtherDocument("html".to_owned()),
        ),
    ] {
        assert_eq!(metadata::read(&xml, now()), Err(expected), "{xml:.100}");
    }
    let long = document(
        "",
        &format!("{consumer}<m:Extensions a='{}'/>", "x".repeat(256 * 1024)),
    );
    assert!(
        metadata::read(&long, now())
            .unwrap_err()
            .to_string()
            .contains("longer than 256 KiB")
    );
}

#[test]
fn ours_names_all_certificates_with_the_current_one_first() {
    let certificates = [OURS.certificate().clone(), THEIRS.certificate().clone()];
    let written = metadata::write(&IdentityProvider {
        entity_id: ISSUER,
        sso_url: SSO,
        logout_url: "https://id.example.com/saml/1/logout",
        certificates: &certificates,
        name_id: NameIdFormat::Transient,
        requests_signed: false,
    });
    let key = |certificate: &Certificate| {
        format!(
            "<md:KeyDescriptor use=\"signing\"><ds:KeyInfo xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">\
             <ds:X509Data><ds:X509Certificate>{}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>",
            certificate.base64()
        )
    };
    assert_eq!(
        written,
        format!(
            "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{ISSUER}\">\
             <md:IDPSSODescriptor WantAuthnRequestsSigned=\"false\" \
             protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">{}{}\
             <md:SingleLogoutService Binding=\"{REDIRECT}\" Location=\"https://id.example.com/saml/1/logout\">\
             </md:SingleLogoutService>\
             <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>\
             <md:SingleSignOnService Binding=\"{REDIRECT}\" Location=\"{SSO}\"></md:SingleSignOnService>\
             <md:SingleSignOnService Binding=\"{POST}\" Location=\"{SSO}\"></md:SingleSignOnService>\
             </md:IDPSSODescriptor></md:EntityDescriptor>",
            key(&certificates[0]),
            key(&certificates[1]),
        )
    );
}
