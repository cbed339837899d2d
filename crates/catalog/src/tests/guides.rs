//! What the administrator enters in the application.

use super::filled;
use crate::{IdpValue, SnippetFormat, all, find, guide};

/// Values like those that the server gives.
fn idp_value(value: IdpValue) -> Option<String> {
    let text = match value {
        IdpValue::Certificate => "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
        IdpValue::CertificateLine => "MIIB",
        IdpValue::ClientId => "0193b1a2-0000-7000-8000-000000000001",
        IdpValue::ClientSecret => "lks_s3cret",
        IdpValue::Issuer => "https://id.example.com",
        other => return Some(format!("https://id.example.com/{}", other.as_str())),
    };
    Some(text.to_owned())
}

#[test]
fn a_guide_is_ready_to_be_copied() {
    let grafana = find("grafana").unwrap();
    let guide = guide(grafana, &filled(grafana), idp_value);
    let secret = guide.fields.iter().find(|field| field.secret).unwrap();
    assert_eq!(secret.name, "Client secret");
    assert_eq!(secret.value, "lks_s3cret");
    let snippet = guide.snippet.unwrap();
    assert!(snippet.secret);
    for line in [
        "root_url = https://grafana.example.com/",
        "client_id = 0193b1a2-0000-7000-8000-000000000001",
        "client_secret = lks_s3cret",
        "scopes = openid profile email groups",
        "auth_url = https://id.example.com/authorization_endpoint",
    ] {
        assert!(snippet.text.lines().any(|one| one == line), "{line}");
    }
}

#[test]
fn no_placeholder_remains() {
    for template in all() {
        let guide = guide(template, &filled(template), idp_value);
        let values = guide.fields.iter().map(|field| &field.value);
        for text in values.chain(guide.snippet.iter().map(|one| &one.text)) {
            // Those of the application itself begin with a space.
            let rest = text.replace("{{ ", "");
            assert!(!rest.contains("{{"), "{}: {text}", template.id);
        }
    }
}

#[test]
fn a_secret_that_is_no_longer_known_has_a_stand_in() {
    let outline = find("outline").unwrap();
    let known = |value: IdpValue| match value {
        IdpValue::ClientSecret => None,
        other => idp_value(other),
    };
    let guide = guide(outline, &filled(outline), known);
    let text = guide.snippet.unwrap().text;
    assert!(
        text.contains("OIDC_CLIENT_SECRET=CLIENT_SECRET\n"),
        "{text}"
    );
}

#[test]
fn only_what_contains_a_secret_is_marked() {
    for template in all() {
        let guide = guide(template, &filled(template), idp_value);
        for field in &guide.fields {
            let contains = field.value.contains("lks_s3cret");
            assert_eq!(field.secret, contains, "{}: {}", template.id, field.name);
        }
        if let Some(snippet) = &guide.snippet {
            let contains = snippet.text.contains("lks_s3cret");
            assert_eq!(snippet.secret, contains, "{}", template.id);
        }
    }
}

#[test]
fn the_settings_of_the_application_itself_are_stated_once() {
    let snowflake = find("snowflake").unwrap();
    let guide = guide(snowflake, &filled(snowflake), idp_value);
    let text = guide.snippet.unwrap().text;
    for line in [
        "  SAML2_X509_CERT = 'MIIB'",
        "  SAML2_SNOWFLAKE_ISSUER_URL = 'https://acme-main.snowflakecomputing.com'",
        "  SAML2_SNOWFLAKE_ACS_URL = 'https://acme-main.snowflakecomputing.com/fed/login'",
    ] {
        assert!(text.lines().any(|one| one == line), "{line}: {text}");
    }
}

#[test]
fn json_is_json() {
    let mut seen = 0;
    for template in all() {
        let guide = guide(template, &filled(template), idp_value);
        let Some(snippet) = guide.snippet else {
            continue;
        };
        if snippet.format != SnippetFormat::Json {
            continue;
        }
        seen += 1;
        // A snippet may be a member of a larger document.
        let text = match snippet.text.trim_start().starts_with('{') {
            true => snippet.text,
            false => format!("{{{}}}", snippet.text),
        };
        let parsed: Result<serde_json::Value, _> = serde_json::from_str(&text);
        assert!(parsed.is_ok(), "{}: {parsed:?}", template.id);
    }
    assert!(seen >= 3);
}

#[test]
fn only_client_secrets_are_secret() {
    for value in IdpValue::ALL {
        assert_eq!(value.is_secret(), value == IdpValue::ClientSecret);
        assert_eq!(value.stand_in(), value.as_str().to_uppercase());
    }
}
