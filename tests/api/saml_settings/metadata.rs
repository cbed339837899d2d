//! The settings of an application are read from its metadata.

use client::{Client, Error};
use contract::applications::{MetadataRead, ReadMetadata, SamlSettings};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestServer, on_both_databases, problem_type};
use rules::role::Role;
use rules::saml::NameIdFormat;

use super::{EC, RSA, consumer, service_provider};

on_both_databases!(
    a_simple_document_is_enough,
    everything_that_is_supported_is_read,
    what_is_not_supported_is_named,
    settings_that_are_read_can_be_stored,
    what_is_no_metadata_is_refused_in_words,
    metadata_that_weaken_the_settings_are_refused,
    long_metadata_are_read,
    only_who_may_write_reads_metadata,
);

/// What most libraries write.
const SIMPLE: &str = r#"
<?xml version="1.0"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="wiki">
  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <AssertionConsumerService index="1" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
      Location="https://wiki.example.com/acs?a=1&amp;b=2"/>
  </SPSSODescriptor>
</EntityDescriptor>
"#;

async fn read(by: &Client, metadata: impl Into<String>) -> Result<MetadataRead, Error> {
    let metadata = metadata.into();
    by.read_saml_metadata(&ReadMetadata { metadata }).await
}

/// The base64 of a certificate, as it is in XML.
fn in_xml(pem: &str) -> String {
    pem.lines().filter(|line| !line.contains("--")).collect()
}

fn key(purpose: &str, pem: &str, methods: &str) -> String {
    format!(
        r#"<md:KeyDescriptor{purpose}>
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data><ds:X509Certificate>
          {}
        </ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo>{methods}
    </md:KeyDescriptor>"#,
        in_xml(pem)
    )
}

/// Metadata with these attributes and contents of the description of the service provider.
fn described(attributes: &str, contents: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_8a5c" entityID="https://app.example.com/sp">
  <!-- Written for the tests. -->
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol" {attributes}>
    {contents}
  </md:SPSSODescriptor>
  <md:Organization>
    <md:OrganizationName xml:lang="en">Example &amp; Sons</md:OrganizationName>
    <md:OrganizationDisplayName xml:lang="en">Example</md:OrganizationDisplayName>
    <md:OrganizationURL xml:lang="en">https://app.example.com/</md:OrganizationURL>
  </md:Organization>
  <md:ContactPerson contactType="technical">
    <md:GivenName>Ada</md:GivenName>
    <md:EmailAddress>mailto:ada@example.com</md:EmailAddress>
  </md:ContactPerson>
</md:EntityDescriptor>
"#
    )
}

const ACS: &str = r#"<md:AssertionConsumerService index="3" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
      Location="https://app.example.com/sp/acs"/>"#;

async fn a_simple_document_is_enough(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    // With a line break before the declaration, as it is pasted.
    let found = read(&owner, SIMPLE).await.unwrap();
    let expected = SamlSettings {
        entity_id: "wiki".to_owned(),
        consumers: vec![consumer("https://wiki.example.com/acs?a=1&b=2", 1)],
        ..SamlSettings::default()
    };
    assert_eq!(found.settings, expected);
    assert!(found.warnings.is_empty(), "{:?}", found.warnings);
    // Nothing was stored.
    let all = owner.applications(&ListQuery::default()).await.unwrap();
    assert_eq!(all.total, 0);
}

async fn everything_that_is_supported_is_read(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let contents = [
        key(r#" use="signing""#, RSA, ""),
        key(r#" use="encryption""#, RSA, ""),
        r#"<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
             Location="https://app.example.com/sp/slo-post"/>
           <md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
             Location="https://app.example.com/sp/slo"
             ResponseLocation="https://app.example.com/sp/slo-done"/>
           <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>"#
            .to_owned(),
        ACS.to_owned(),
        r#"<md:AssertionConsumerService index="4" isDefault="true"
             Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
             Location="https://app.example.com/sp/default"/>"#
            .to_owned(),
    ];
    let metadata = described(r#"AuthnRequestsSigned="true""#, &contents.join("\n    "));
    let found = read(&owner, metadata).await.unwrap();
    let expected = SamlSettings {
        entity_id: "https://app.example.com/sp".to_owned(),
        consumers: vec![
            consumer("https://app.example.com/sp/default", 4),
            consumer("https://app.example.com/sp/acs", 3),
        ],
        name_id: NameIdFormat::Persistent,
        encryption_certificate: Some(RSA.to_owned()),
        request_certificates: vec![RSA.to_owned()],
        requests_signed: true,
        logout_url: Some("https://app.example.com/sp/slo-done".to_owned()),
        ..SamlSettings::default()
    };
    assert_eq!(found.settings, expected);
    assert!(found.warnings.is_empty(), "{:?}", found.warnings);
}

async fn what_is_not_supported_is_named(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let ciphers = r#"
      <md:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>
      <md:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-1_5"/>"#;
    let contents = [
        key(r#" use="signing""#, EC, ""),
        key(r#" use="encryption""#, RSA, ciphers),
        r#"<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP"
             Location="https://app.example.com/sp/soap"/>
           <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos</md:NameIDFormat>
           <md:AssertionConsumerService index="1"
             Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"
             Location="https://app.example.com/sp/artifact"/>
           <md:AssertionConsumerService index="2"
             Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
             Location="http://intranet.example.com/acs"/>"#
            .to_owned(),
        ACS.to_owned(),
    ];
    let metadata = described("", &contents.join("\n    "));
    let found = read(&owner, metadata).await.unwrap();
    let settings = found.settings;
    assert_eq!(settings.encryption_certificate, None);
    assert!(settings.request_certificates.is_empty() && !settings.requests_signed);
    assert_eq!(
        (settings.logout_url, settings.name_id),
        (None, NameIdFormat::Email)
    );
    for part in [
        "not an RSA key",
        "will not be encrypted",
        "https://app.example.com/sp/artifact",
        "HTTP-Redirect",
        "NameID",
        // What would be refused when it is stored.
        "http://intranet.example.com/acs: Use https",
    ] {
        let named = found.warnings.iter().any(|text| text.contains(part));
        assert!(named, "{part}: {:?}", found.warnings);
    }
}

async fn settings_that_are_read_can_be_stored(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let contents = [key("", RSA, ""), ACS.to_owned()].join("\n");
    let found = read(&owner, described("", &contents)).await.unwrap();
    // A key without a use is for both.
    assert_eq!(found.settings.encryption_certificate.as_deref(), Some(RSA));
    assert_eq!(found.settings.request_certificates, [RSA]);
    let made = service_provider(&owner, "App", found.settings.clone()).await;
    assert_eq!(made.saml, Some(found.settings));
}

async fn what_is_no_metadata_is_refused_in_words(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let simple = SIMPLE.trim();
    let of_provider = simple.replace("SPSSODescriptor", "IDPSSODescriptor");
    let with_type = simple.replace(
        "?>",
        "?><!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/hostname\">]>",
    );
    let body = simple.trim_start_matches("<?xml version=\"1.0\"?>").trim();
    let two = format!(
        r#"<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">{body}{body}</EntitiesDescriptor>"#
    );
    let another_binding = simple.replace("HTTP-POST", "HTTP-Artifact");
    for (metadata, part) in [
        ("", "cannot be read"),
        ("https://wiki.example.com/metadata", "cannot be read"),
        ("<html><body>Sign in</body></html>", "html"),
        ("{\"issuer\": \"https://id.example.com\"}", "cannot be read"),
        (&simple[..200], "cannot be read"),
        (of_provider.as_str(), "0 service providers"),
        (with_type.as_str(), "DOCTYPE"),
        (two.as_str(), "2 entities"),
        (another_binding.as_str(), "HTTP-POST"),
    ] {
        let refused = read(&owner, metadata).await.unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.kind, ProblemType::InvalidFields, "{metadata}");
        let [error] = &problem.errors[..] else {
            panic!("{metadata}: {:?}", problem.errors);
        };
        assert_eq!((&*error.field, &*error.code), ("metadata", "malformed"));
        assert!(error.message.contains(part), "{part}: {}", error.message);
    }
}

async fn metadata_that_weaken_the_settings_are_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let expired = described(r#"validUntil="2020-01-01T00:00:00Z""#, ACS);
    // Its requests are signed, and nothing could verify them.
    let signed = described(r#"AuthnRequestsSigned="true""#, ACS);
    for (metadata, part) in [(expired, "2020"), (signed, "AuthnRequestsSigned")] {
        let refused = read(&owner, metadata).await.unwrap_err();
        let message = &refused.problem().unwrap().errors[0].message;
        assert!(message.contains(part), "{message}");
    }
}

async fn long_metadata_are_read(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let whole = described("", ACS);
    let (_, body) = whole.split_once("?>").unwrap();
    let filled = |bytes: usize| format!("<!--{}-->{}", "x".repeat(bytes), body.trim());
    read(&owner, filled(200 * 1024)).await.unwrap();
    let refused = read(&owner, filled(257 * 1024)).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    let refused = read(&owner, filled(520 * 1024)).await;
    assert_eq!(problem_type(refused), ProblemType::TooLarge);
}

async fn only_who_may_write_reads_metadata(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let reader = server
        .administrator(&owner, "rita@example.com", Role::ReadOnly)
        .await;
    let refused = read(&reader, SIMPLE).await;
    assert_eq!(problem_type(refused), ProblemType::Forbidden);
}
