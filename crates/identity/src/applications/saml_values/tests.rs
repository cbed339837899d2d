use ::saml::keys::SigningKey;
use contract::applications::AssertionConsumer;
use rules::saml::AttributeNameFormat;
use rules::time::Timestamp;

use super::*;
use crate::Error;

const ACS: &str = "https://app.example.com/saml/acs";

fn consumer(url: &str, index: u32) -> AssertionConsumer {
    AssertionConsumer {
        url: url.to_owned(),
        index,
    }
}

fn application() -> SamlSettings {
    SamlSettings {
        entity_id: "https://app.example.com/saml".to_owned(),
        consumers: vec![consumer(ACS, 0)],
        ..SamlSettings::default()
    }
}

fn certificate() -> String {
    let private = SigningKey::generate().unwrap();
    let now = Timestamp::from_unix_millis(1_795_000_000_000);
    let made = Certificate::self_signed(&private, "app.example.com", now, 10);
    made.unwrap().pem()
}

fn refused(settings: &SamlSettings) -> Vec<(String, String)> {
    let mut fields = Fields::default();
    check(&mut fields, settings);
    match fields.finish() {
        Err(Error::InvalidFields(errors)) => errors
            .into_iter()
            .map(|error| (error.field, error.code))
            .collect(),
        _ => Vec::new(),
    }
}

#[track_caller]
fn assert_refused(change: impl FnOnce(&mut SamlSettings), field: &str, code: &str) {
    let mut settings = application();
    change(&mut settings);
    let expected = [(format!("saml.{field}"), code.to_owned())];
    assert_eq!(refused(&settings), expected, "{settings:?}");
}

#[test]
fn usual_settings_are_accepted() {
    assert!(refused(&application()).is_empty());
    let pem = certificate();
    let all = SamlSettings {
        entity_id: "sonarqube-app.example.com".to_owned(),
        consumers: vec![
            consumer("https://app.example.com/index_sso.php?acs", 3),
            consumer("http://localhost:8080/acs", 0),
            consumer("https://app.example.com/acs?code=1", 65_535),
            // An application can know an address by two numbers.
            consumer("http://localhost:8080/acs", 1),
        ],
        encryption_certificate: Some(pem.clone()),
        request_certificates: vec![pem, certificate()],
        requests_signed: true,
        logout_url: Some("https://app.example.com/saml/sls".to_owned()),
        default_relay_state: Some("https://app.example.com/start?a=b&c".to_owned()),
        attributes: vec![
            attribute("urn:oid:2.5.4.42", Some("firstName"), None),
            attribute("User.Email", Some("email"), None),
            attribute("uid", Some("id"), None),
            attribute("Display Name", Some("name"), None),
            attribute("tenant", None, Some("acme")),
        ],
        groups_attribute: Some("groups".to_owned()),
        idp_initiated: true,
        ..SamlSettings::default()
    };
    let errors = refused(&all);
    assert!(errors.is_empty(), "{errors:?}");
}

fn attribute(name: &str, field: Option<&str>, constant: Option<&str>) -> AttributeMapping {
    AttributeMapping {
        name: name.to_owned(),
        format: AttributeNameFormat::Basic,
        field: field.map(str::to_owned),
        constant: constant.map(str::to_owned),
    }
}

#[test]
fn entity_ids_are_compared_character_by_character() {
    for (text, code) in [
        (String::new(), "required"),
        ("x".repeat(1025), "too_long"),
        (" https://app.example.com".to_owned(), "malformed"),
        ("https://app.example.com\n".to_owned(), "malformed"),
        ("a\u{0}b".to_owned(), "malformed"),
    ] {
        assert_refused(|settings| settings.entity_id = text, "entityId", code);
    }
}

#[test]
fn responses_go_to_pages_of_the_application_only() {
    for url in [
        "",
        "app.example.com/acs",
        "http://app.example.com/acs",
        "javascript:alert(1)",
        "data:text/html,x",
        "com.example.app:/acs",
        "https://app.example.com/acs#x",
        "https://app.example.com@evil.example/acs",
        "https://*.example.com/acs",
        "https://app.example.com/a/../acs",
        "https://App.example.com/acs",
        "https://app.example.com/acs\"onload=\"x",
    ] {
        let consumers = vec![consumer(url, 0)];
        let change = |settings: &mut SamlSettings| settings.consumers = consumers;
        assert_refused(change, "consumers", "not_allowed");
        let logout = |settings: &mut SamlSettings| settings.logout_url = Some(url.to_owned());
        assert_refused(logout, "logoutUrl", "not_allowed");
    }
    for (consumers, code) in [
        (vec![], "required"),
        (
            vec![consumer(ACS, 0), consumer("https://a.example/", 0)],
            "repeated",
        ),
        (vec![consumer(ACS, 65_536)], "out_of_range"),
        (
            (0..21)
                .map(|n| consumer(&format!("{ACS}/{n}"), n))
                .collect(),
            "too_many",
        ),
    ] {
        assert_refused(|settings| settings.consumers = consumers, "consumers", code);
    }
}

#[test]
fn a_certificate_is_one_that_verifies_and_encrypts() {
    let pem = certificate();
    for wrong in [
        "",
        "x",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        &format!("{pem}{pem}"),
        &format!("{}{pem}", "x".repeat(16_384)),
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ] {
        assert_refused(
            |settings| settings.encryption_certificate = Some(wrong.to_owned()),
            "encryptionCertificate",
            "malformed",
        );
        assert_refused(
            |settings| settings.request_certificates = vec![wrong.to_owned()],
            "requestCertificates",
            "malformed",
        );
    }
    // The same certificate, written in another way.
    let same = pem.replace('\n', "\r\n");
    assert_refused(
        |settings| settings.request_certificates = vec![pem.clone(), same],
        "requestCertificates",
        "repeated",
    );
    let many = (0..5).map(|_| certificate()).collect();
    assert_refused(
        |settings| settings.request_certificates = many,
        "requestCertificates",
        "too_many",
    );
    assert_refused(
        |settings| settings.requests_signed = true,
        "requestsSigned",
        "not_allowed",
    );
}

#[test]
fn attributes_are_named_once_and_have_one_source() {
    for (wrong, code) in [
        (attribute("", Some("email"), None), "required"),
        (attribute(" mail", Some("email"), None), "malformed"),
        (attribute("ma\nil", Some("email"), None), "unprintable"),
        (attribute("mail", None, None), "malformed"),
        (attribute("mail", Some("email"), Some("x")), "malformed"),
        (attribute("mail", Some("passwordHash"), None), "not_allowed"),
        (attribute("mail", Some("workAddress"), None), "not_allowed"),
        (attribute("mail", None, Some("a\rb")), "unprintable"),
        (attribute(&"x".repeat(201), Some("email"), None), "too_long"),
    ] {
        assert_refused(
            |settings| settings.attributes = vec![wrong],
            "attributes",
            code,
        );
    }
    let mail = attribute("mail", Some("email"), None);
    assert_refused(
        |settings| settings.attributes = vec![mail.clone(), mail.clone()],
        "attributes",
        "repeated",
    );
    let many = (0..31)
        .map(|n| attribute(&format!("a{n}"), Some("email"), None))
        .collect();
    assert_refused(
        |settings| settings.attributes = many,
        "attributes",
        "too_many",
    );
    for (name, code) in [("mail", "repeated"), ("", "required"), ("x ", "malformed")] {
        assert_refused(
            |settings| {
                settings.attributes = vec![mail.clone()];
                settings.groups_attribute = Some(name.to_owned());
            },
            "groupsAttribute",
            code,
        );
    }
}

#[test]
fn a_relay_state_is_a_line() {
    for (text, code) in [
        (String::new(), "required"),
        ("a\nb".to_owned(), "unprintable"),
        ("x".repeat(1001), "too_long"),
    ] {
        assert_refused(
            |settings| settings.default_relay_state = Some(text),
            "defaultRelayState",
            code,
        );
    }
}
