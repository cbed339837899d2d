//! Examples of applications that use SAML.

use serde_json::{Value, json};

/// A certificate of the server.
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----\n\
    MIIDEzCCAfugAwIBAgIUHVi3BXBBd3+bx4bZMr526iG53g4wDQYJKoZIhvcNAQEL\n\
    BQAwGTEXMBUGA1UEAwwOaWQuZXhhbXBsZS5jb20wHhcNMjYxMTI5MDQzMDU3WhcN\n\
    MzYxMTI2MDQzMDU3WjAZMRcwFQYDVQQDDA5pZC5leGFtcGxlLmNvbTCCASIwDQYJ\n\
    KoZIhvcNAQEBBQADggEPADCCAQoCggEBALlYojvWShqFPHwPLNvLPKCWACXKISjh\n\
    zYiDrP4/nn1OZvKWkZYg/kqnaCc/QnZDq0KaOofc4ypsHB/0DsKVjIM69PeiGe/f\n\
    2/qWMRY/5JQF8IRuHqr7THbhTftN1KrKqw8I5+MK7IBhVYpvhHz+nXwiriMtS0BN\n\
    cKO2UiQLggN7bvmHh7eQe7dCo5kLq2I3ScHq41CgtSZDquLe2nbEmvovguzE6Pk9\n\
    bZ82G5KH4nKeQsFvYj2o5aXWpY3g/I2IMWvb2ZJkknDy9wiyHVZF4F2dYp2TLVju\n\
    7M63Nz1Zx25Jr1DeEtGX66cGTr+b0VX+Zrs6DTPW+NoeZKNYN5HhGEsCAwEAAaNT\n\
    MFEwHQYDVR0OBBYEFOXc9O+YafmaV58Fp/1TJW+HAnxXMB8GA1UdIwQYMBaAFOXc\n\
    9O+YafmaV58Fp/1TJW+HAnxXMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQEL\n\
    BQADggEBAHEJmHxgGeTo8qURh+xD2VAusgZiA6tmRVMTJjLubfjkVjWjD+uYqop3\n\
    HCWgMM5GlG/xj4lZsaptYrpaEW2jat5Q1WjjLhvBOmHTPG6bKKoxvciUFU9KTm6/\n\
    9RPPLcqrOu+XywH7s9tczitKKEBU5y1KYeXod6HFeValqWAzXvod0C46/sqAPPY+\n\
    rshP19+OIWb4qmIW3drbX/FKPjIr4fZlg4hE09wMOKYqzqL6KVcbpq2ooSTpXlXi\n\
    3Zmkr2qGvNcZtd9FyWFdak++ntqXhSjHy9jh/5Istw6gJEpLdT1LP1npprmvgytQ\n\
    ECIv5d2ehUvGaQOvtETWlWR/eTKkpOk=\n\
    -----END CERTIFICATE-----\n";

/// The settings of a wiki.
pub fn saml_settings() -> Value {
    json!({
        "entityId": "https://wiki.example.com/saml/metadata",
        "consumers": [assertion_consumer()],
        "nameId": "email",
        "sign": "both",
        "requestCertificates": [],
        "requestsSigned": false,
        "logoutUrl": "https://wiki.example.com/saml/sls",
        "idpInitiated": false,
        "attributes": [attribute_mapping()],
        "groupsAttribute": "groups",
        "groupsSent": "assigned",
    })
}

/// The address that receives its responses.
pub fn assertion_consumer() -> Value {
    json!({ "url": "https://wiki.example.com/saml/acs", "index": 0 })
}

/// An attribute from the profile.
pub fn attribute_mapping() -> Value {
    json!({ "name": "department", "format": "basic", "field": "department" })
}

/// What to enter in the wiki.
pub fn saml_provider() -> Value {
    let at = |path: &str| {
        format!("https://id.example.com/saml/0199f3c1-05b8-77ca-8ae4-c3a895d7b41a/{path}")
    };
    json!({
        "entityId": at("metadata"),
        "ssoUrl": at("sso"),
        "logoutUrl": at("logout"),
        "metadataUrl": at("metadata"),
        "certificates": [saml_certificate()],
    })
}

/// The certificate whose key signs.
pub fn saml_certificate() -> Value {
    json!({
        "id": "0199f3c1-38eb-7afd-bd17-f6dbc8fae74d",
        "state": "current",
        "certificate": CERTIFICATE,
        "sha256": "F7:B2:40:CF:42:52:7C:CC:7F:AE:4D:2E:F9:9C:54:5C:0D:BD:14:9F:44:4C:2F:FD:1E:2D:D7:DC:38:C4:B3:B6",
        "notAfter": "2036-11-26T04:30:57.000Z",
        "createdAt": "2026-11-29T04:30:57.000Z",
    })
}

/// The metadata of the wiki.
pub fn read_metadata() -> Value {
    json!({
        "metadata": "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"https://wiki.example.com/saml/metadata\"><md:SPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"><md:AssertionConsumerService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"https://wiki.example.com/saml/acs\" index=\"0\"/></md:SPSSODescriptor></md:EntityDescriptor>",
    })
}

/// The settings that follow from them.
pub fn metadata_read() -> Value {
    json!({
        "settings": {
            "entityId": "https://wiki.example.com/saml/metadata",
            "consumers": [assertion_consumer()],
            "nameId": "email",
            "sign": "both",
            "requestCertificates": [],
            "requestsSigned": false,
            "idpInitiated": false,
            "attributes": [],
            "groupsSent": "assigned",
        },
        "warnings": [],
    })
}

/// The assertion about a user.
pub fn assertion_preview() -> Value {
    json!({
        "xml": "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\" …>…</saml:Assertion>",
        "nameId": "ada.lovelace@example.com",
    })
}
