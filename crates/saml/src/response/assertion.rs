use std::time::Duration;

use rules::saml::{AttributeNameFormat, NameIdFormat};

use super::Success;
use crate::names::{self, Prefix};
use crate::signature::Unsigned;
use crate::xml::Writer;

/// How far behind the clock of a service provider may be.
const SKEW: Duration = Duration::from_mins(3);

/// The name of a person for a service provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameId {
    /// The kind of name.
    pub format: NameIdFormat,
    /// The name.
    pub value: String,
}

/// An attribute of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The name.
    pub name: String,
    /// How the name is to be read.
    pub format: AttributeNameFormat,
    /// The values. Without any, the attribute is not sent.
    pub values: Vec<String>,
}

/// Writes an assertion.
pub(super) fn write(success: &Success) -> Unsigned {
    let now = names::instant(success.now);
    let attributes = [
        ("ID", success.assertion_id),
        ("IssueInstant", &now),
        ("Version", "2.0"),
    ];
    let mut position = 0;
    let mut writer = Writer::default();
    writer.element((Prefix::Assertion, "Assertion"), &attributes, |writer| {
        writer.leaf((Prefix::Assertion, "Issuer"), &[], success.issuer);
        position = writer.position();
        subject(writer, success);
        conditions(writer, success);
        statement(writer, success);
        attribute_statement(writer, success.attributes);
    });
    Unsigned {
        xml: writer.finish(),
        id: success.assertion_id.to_owned(),
        position,
    }
}

fn subject(writer: &mut Writer, success: &Success) {
    let name = &success.name_id;
    let mut qualifiers = vec![("Format", names::name_id_format(name.format))];
    if name.format == NameIdFormat::Persistent {
        // The name exists only between these two.
        qualifiers.push(("NameQualifier", success.issuer));
        qualifiers.push(("SPNameQualifier", success.audience));
    }
    let expires_at = names::instant(success.expires_at);
    let mut confirmation = vec![
        ("NotOnOrAfter", expires_at.as_str()),
        ("Recipient", success.consumer_url),
    ];
    confirmation.extend(success.in_response_to.map(|id| ("InResponseTo", id)));
    writer.element((Prefix::Assertion, "Subject"), &[], |writer| {
        writer.leaf((Prefix::Assertion, "NameID"), &qualifiers, &name.value);
        let method = [("Method", names::BEARER)];
        let confirmed = (Prefix::Assertion, "SubjectConfirmation");
        writer.element(confirmed, &method, |writer| {
            let data = (Prefix::Assertion, "SubjectConfirmationData");
            writer.element(data, &confirmation, |_| ());
        });
    });
}

fn conditions(writer: &mut Writer, success: &Success) {
    let not_before = names::instant(success.now.minus(SKEW));
    let expires_at = names::instant(success.expires_at);
    let times = [
        ("NotBefore", not_before.as_str()),
        ("NotOnOrAfter", &expires_at),
    ];
    writer.element((Prefix::Assertion, "Conditions"), &times, |writer| {
        writer.element((Prefix::Assertion, "AudienceRestriction"), &[], |writer| {
            writer.leaf((Prefix::Assertion, "Audience"), &[], success.audience);
        });
    });
}

fn statement(writer: &mut Writer, success: &Success) {
    let authenticated_at = names::instant(success.authenticated_at);
    let session_expires_at = success.session_expires_at.map(names::instant);
    let mut attributes = vec![
        ("AuthnInstant", authenticated_at.as_str()),
        ("SessionIndex", success.session_index),
    ];
    attributes.extend(
        session_expires_at
            .as_deref()
            .map(|time| ("SessionNotOnOrAfter", time)),
    );
    let name = (Prefix::Assertion, "AuthnStatement");
    writer.element(name, &attributes, |writer| {
        writer.element((Prefix::Assertion, "AuthnContext"), &[], |writer| {
            let class = (Prefix::Assertion, "AuthnContextClassRef");
            writer.leaf(class, &[], success.context_class);
        });
    });
}

/// Values have no type: its prefix would be in an attribute, where canonicalization does not see it.
fn attribute_statement(writer: &mut Writer, attributes: &[Attribute]) {
    let sent = attributes
        .iter()
        .filter(|attribute| !attribute.values.is_empty());
    if sent.clone().next().is_none() {
        return;
    }
    let name = (Prefix::Assertion, "AttributeStatement");
    writer.element(name, &[], |writer| {
        for attribute in sent {
            let names = [
                ("Name", attribute.name.as_str()),
                ("NameFormat", names::attribute_name_format(attribute.format)),
            ];
            writer.element((Prefix::Assertion, "Attribute"), &names, |writer| {
                for value in &attribute.values {
                    writer.leaf((Prefix::Assertion, "AttributeValue"), &[], value);
                }
            });
        }
    });
}
