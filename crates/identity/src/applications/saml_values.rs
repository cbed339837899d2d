//! Validates the SAML settings of an application, as they will be stored: a change of one setting is
//! validated together with the unchanged ones.

use std::collections::BTreeSet;

use ::oidc::address::{self, AddressProblem, Purpose};
use ::saml::keys::{Certificate, EncryptionKey, VerificationKey};
use contract::applications::{AttributeMapping, SamlSettings};
use rules::openid::ClientKind;
use rules::saml::{MOST_ATTRIBUTES, MOST_CONSUMERS, MOST_REQUEST_CERTIFICATES};
use rules::text::line;

use super::protocol_settings::is_mappable;
use crate::fields::Fields;

/// In characters.
const ENTITY_ID: usize = 1024;
const ATTRIBUTE_NAME: usize = 200;
const CONSTANT: usize = 200;
const RELAY_STATE: usize = 1000;
const PEM: usize = 16_384;

/// The highest index of a consumer (SAML metadata, 2.2.3).
const LAST_INDEX: u32 = 65_535;

/// Refuses what is wrong with the settings.
pub(super) fn check(fields: &mut Fields, settings: &SamlSettings) {
    check_entity_id(fields, &settings.entity_id);
    check_consumers(fields, settings);
    check_certificates(fields, settings);
    if let Some(url) = &settings.logout_url
        && let Err(problem) = check_address(url)
    {
        fields.refuse("saml.logoutUrl", "not_allowed", problem);
    }
    if let Some(text) = &settings.default_relay_state {
        check_line(fields, "saml.defaultRelayState", text, RELAY_STATE);
    }
    check_attributes(fields, settings);
}

fn check_entity_id(fields: &mut Fields, text: &str) {
    let field = "saml.entityId";
    if text.is_empty() {
        fields.refuse(field, "required", "Enter the entity ID of the application");
    } else if text.chars().count() > ENTITY_ID {
        let message = format!("Use at most {ENTITY_ID} characters");
        fields.refuse(field, "too_long", message);
    } else if text.contains(|c: char| c.is_control() || c.is_whitespace()) {
        let message =
            "Remove spaces and line breaks: the application compares it character by character";
        fields.refuse(field, "malformed", message);
    }
}

fn check_consumers(fields: &mut Fields, settings: &SamlSettings) {
    let field = "saml.consumers";
    let consumers = &settings.consumers;
    if consumers.is_empty() {
        let message = "Enter at least one address that receives responses";
        fields.refuse(field, "required", message);
    }
    if consumers.len() > MOST_CONSUMERS {
        let message = format!("Enter at most {MOST_CONSUMERS} addresses");
        fields.refuse(field, "too_many", message);
    }
    let indexes: BTreeSet<_> = consumers.iter().map(|one| one.index).collect();
    if indexes.len() < consumers.len() {
        let message = "Give each address a different index";
        fields.refuse(field, "repeated", message);
    }
    if indexes.last().is_some_and(|last| *last > LAST_INDEX) {
        let message = format!("Choose an index from 0 to {LAST_INDEX}");
        fields.refuse(field, "out_of_range", message);
    }
    for one in consumers {
        if let Err(problem) = check_address(&one.url) {
            let message = format!("{}: {problem}", one.url);
            fields.refuse(field, "not_allowed", message);
        }
    }
}

/// Checks an address to which the browser takes a message: the rule for the redirect URIs of a
/// program on a server, except that the parameters of OpenID Connect mean nothing here.
fn check_address(url: &str) -> Result<(), String> {
    match address::check(url, ClientKind::Web, Purpose::Redirect) {
        // This is checked last, so the address is valid in every other respect.
        Ok(()) | Err(AddressProblem::ResponseParameter) => Ok(()),
        Err(AddressProblem::Scheme) => Err("Use https".to_owned()),
        Err(problem) => Err(problem.to_string()),
    }
}

fn check_certificates(fields: &mut Fields, settings: &SamlSettings) {
    if let Some(pem) = &settings.encryption_certificate
        && let Err(problem) = encrypts(pem)
    {
        let field = "saml.encryptionCertificate";
        fields.refuse(field, "malformed", problem);
    }
    let field = "saml.requestCertificates";
    let certificates = &settings.request_certificates;
    if certificates.len() > MOST_REQUEST_CERTIFICATES {
        let message = format!("Enter at most {MOST_REQUEST_CERTIFICATES} certificates");
        fields.refuse(field, "too_many", message);
    }
    let mut different = BTreeSet::new();
    let mut repeated = false;
    for pem in certificates {
        match verifies(pem) {
            Ok(certificate) => repeated |= !different.insert(certificate.der().to_vec()),
            Err(problem) => fields.refuse(field, "malformed", problem),
        }
    }
    if repeated {
        fields.refuse(field, "repeated", "Enter each certificate once");
    }
    if settings.requests_signed && certificates.is_empty() {
        let message = "Enter the certificate that verifies the application's requests first";
        fields.refuse("saml.requestsSigned", "not_allowed", message);
    }
}

/// Checks a certificate for which assertions are encrypted.
fn encrypts(pem: &str) -> Result<(), String> {
    let certificate = certificate(pem)?;
    let key = EncryptionKey::from_certificate(&certificate);
    key.map(drop).map_err(|problem| problem.to_string())
}

/// Reads a certificate that verifies requests.
fn verifies(pem: &str) -> Result<Certificate, String> {
    let certificate = certificate(pem)?;
    let key = VerificationKey::from_certificate(&certificate);
    key.map_err(|problem| problem.to_string())?;
    Ok(certificate)
}

fn certificate(pem: &str) -> Result<Certificate, String> {
    if pem.len() > PEM {
        return Err(format!("Use at most {PEM} characters"));
    }
    Certificate::from_pem(pem).map_err(|problem| problem.to_string())
}

fn check_attributes(fields: &mut Fields, settings: &SamlSettings) {
    let field = "saml.attributes";
    let attributes = &settings.attributes;
    if attributes.len() > MOST_ATTRIBUTES {
        let message = format!("Map at most {MOST_ATTRIBUTES} attributes");
        fields.refuse(field, "too_many", message);
    }
    let names: BTreeSet<_> = attributes.iter().map(|one| one.name.as_str()).collect();
    if names.len() < attributes.len() {
        fields.refuse(field, "repeated", "Map each attribute once");
    }
    for one in attributes {
        check_name(fields, field, &one.name);
        check_source(fields, field, one);
    }
    if let Some(name) = &settings.groups_attribute {
        let field = "saml.groupsAttribute";
        check_name(fields, field, name);
        if names.contains(name.as_str()) {
            let message = "Another attribute has this name";
            fields.refuse(field, "repeated", message);
        }
    }
}

/// Checks the name of an attribute, which is sent as it is.
fn check_name(fields: &mut Fields, field: &str, name: &str) {
    check_line(fields, field, name, ATTRIBUTE_NAME);
}

/// Checks where the value of an attribute comes from.
fn check_source(fields: &mut Fields, field: &str, one: &AttributeMapping) {
    let name = &one.name;
    match (&one.field, &one.constant) {
        (Some(from), None) if is_mappable(from, &AttributeMapping::ACCOUNT_FIELDS) => {}
        (Some(_), None) => {
            let message = format!("{name}: choose a field that is one line of text");
            fields.refuse(field, "not_allowed", message);
        }
        (None, Some(text)) => {
            // Refuses control characters, and what is too long.
            fields.line(field, text, CONSTANT);
        }
        _ => {
            let message = format!("{name}: choose either a field or a constant");
            fields.refuse(field, "malformed", message);
        }
    }
}

/// Checks a line of text that the application compares, so it must not be trimmed or normalized.
fn check_line(fields: &mut Fields, field: &str, text: &str, limit: usize) {
    match line(text, limit) {
        Ok(normal) if normal == text => {}
        Ok(_) => {
            let message =
                "Remove spaces at both ends, and write each accent and its letter as one character";
            fields.refuse(field, "malformed", message);
        }
        Err(error) => fields.refuse(field, error.code(), error.message()),
    }
}

#[cfg(test)]
mod tests;
