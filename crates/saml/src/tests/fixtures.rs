//! Keys, service providers and messages for tests.

use std::sync::LazyLock;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RsaEncoding, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rules::saml::{AttributeNameFormat, NameIdFormat, SignedParts};
use rules::time::Timestamp;

use crate::authn_request::{AuthnRequest, CheckedRequest, Refusal, SignatureState, check};
use crate::keys::{Certificate, SigningKey, VerificationKey};
use crate::parameters::encode;
use crate::provider::ServiceProvider;
use crate::response::{Attribute, NameId, Success};

pub(crate) const ISSUER: &str = "https://id.example.com/saml/1/metadata";
pub(crate) const SSO: &str = "https://id.example.com/saml/1/sso";
pub(crate) const ENTITY: &str = "https://app.example.com/saml";
pub(crate) const CONSUMER: &str = "https://app.example.com/acs";
pub(crate) const CLASS: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";

/// A key with its certificate. Generating one takes a while.
pub(crate) struct TestKey {
    pub pkcs8: Vec<u8>,
    pub key: SigningKey,
}

fn test_key(name: &str) -> TestKey {
    let pkcs8 = SigningKey::generate().unwrap();
    let certificate = Certificate::self_signed(&pkcs8, name, now(), 10).unwrap();
    let key = SigningKey::from_pkcs8(&pkcs8, certificate).unwrap();
    TestKey { pkcs8, key }
}

/// The key of the identity provider.
pub(crate) static OURS: LazyLock<TestKey> = LazyLock::new(|| test_key("ours"));
/// The key of the service provider.
pub(crate) static THEIRS: LazyLock<TestKey> = LazyLock::new(|| test_key("theirs"));

impl TestKey {
    pub(crate) fn certificate(&self) -> &Certificate {
        self.key.certificate()
    }

    pub(crate) fn verification(&self) -> VerificationKey {
        VerificationKey::from_certificate(self.certificate()).unwrap()
    }

    /// Adds a signature to a query.
    pub(crate) fn signed(
        &self,
        query: &str,
        name: &str,
        padding: &'static dyn RsaEncoding,
    ) -> String {
        let query = format!("{query}&SigAlg={}", encode(name));
        let pair = RsaKeyPair::from_pkcs8(&self.pkcs8).unwrap();
        let mut signature = vec![0; pair.public_modulus_len()];
        let random = SystemRandom::new();
        pair.sign(padding, &random, query.as_bytes(), &mut signature)
            .unwrap();
        format!("{query}&Signature={}", encode(&STANDARD.encode(signature)))
    }
}

/// 2026-11-24T06:49:12Z.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_unix_millis(1_795_502_952_000)
}

pub(crate) fn provider() -> ServiceProvider {
    ServiceProvider {
        entity_id: ENTITY.to_owned(),
        consumers: vec![
            (7, CONSUMER.to_owned()),
            (0, "https://app.example.com/other?a=b".to_owned()),
        ],
        logout_url: Some("https://app.example.com/slo".to_owned()),
        request_keys: vec![THEIRS.verification()],
        requests_signed: false,
        name_id: NameIdFormat::Email,
    }
}

/// A request with more attributes and children.
pub(crate) fn request(attributes: &str, children: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:oasis:names:tc:SAML:2.0:assertion"
            ID="_r1" Version="2.0" IssueInstant="2026-11-24T06:49:00Z" {attributes}>
            <Issuer>{ENTITY}</Issuer>{children}
        </p:AuthnRequest>"#
    )
}

/// Reads and checks a request of the HTTP-POST binding, or a verified one.
pub(crate) fn checked(xml: &str, signature: SignatureState) -> Result<CheckedRequest, Refusal> {
    let request = AuthnRequest::parse(xml).map_err(|error| Refusal::Page(error.into()))?;
    let state = Some("/wiki".to_owned());
    check(&request, state, signature, &provider(), SSO, now())
}

pub(crate) fn attributes() -> Vec<Attribute> {
    vec![
        Attribute {
            name: "name".to_owned(),
            format: AttributeNameFormat::Basic,
            values: vec!["Ada <Lovelace> & \"co\"\r\n".to_owned()],
        },
        Attribute {
            name: "nothing".to_owned(),
            format: AttributeNameFormat::Basic,
            values: Vec::new(),
        },
        Attribute {
            name: "urn:oid:1.3.6.1.4.1.5923.1.5.1.1".to_owned(),
            format: AttributeNameFormat::Uri,
            values: vec!["admins".to_owned(), "writers".to_owned()],
        },
    ]
}

pub(crate) fn success(attributes: &[Attribute]) -> Success<'_> {
    Success {
        issuer: ISSUER,
        consumer_url: CONSUMER,
        in_response_to: Some("_r1"),
        audience: ENTITY,
        name_id: NameId {
            format: NameIdFormat::Email,
            value: "ada@example.com".to_owned(),
        },
        session_index: "s1",
        authenticated_at: now(),
        context_class: CLASS,
        attributes,
        now: now(),
        expires_at: now().plus(std::time::Duration::from_mins(5)),
        session_expires_at: None,
        sign: SignedParts::Both,
        encrypt: None,
        response_id: "_a1",
        assertion_id: "_b2",
    }
}
