//! The input for one mapped attribute.

use contract::applications::AttributeMapping;
use leptos::prelude::*;
use rules::saml::AttributeNameFormat;

use super::oidc_claims::{self, CONSTANT};
use super::saml_draft::ATTRIBUTES;
use crate::words::applications_attributes as words;

/// The field of an account that most applications ask for.
const EMAIL: &str = "email";
/// The field that only an attribute can be mapped from: a claim for it is always there.
const ID: &str = "id";

/// An attribute and where its value comes from. Its signals outlive the view that made them.
#[derive(Clone)]
pub struct AttributeInput {
    /// Distinguishes it from the others.
    pub id: u32,
    pub attribute: ArcRwSignal<String>,
    pub format: ArcRwSignal<String>,
    /// The name of a field, or [`CONSTANT`].
    pub source: ArcRwSignal<String>,
    pub constant: ArcRwSignal<String>,
}

impl AttributeInput {
    /// An empty one.
    pub fn new(id: u32) -> Self {
        Self {
            id,
            attribute: ArcRwSignal::new(String::new()),
            format: ArcRwSignal::new(AttributeNameFormat::Basic.as_str().to_owned()),
            source: ArcRwSignal::new(EMAIL.to_owned()),
            constant: ArcRwSignal::new(String::new()),
        }
    }

    /// A saved one.
    pub fn of(id: u32, mapping: &AttributeMapping) -> Self {
        let source = mapping.field.clone();
        let source = source.unwrap_or_else(|| CONSTANT.to_owned());
        Self {
            id,
            attribute: ArcRwSignal::new(mapping.name.clone()),
            format: ArcRwSignal::new(mapping.format.as_str().to_owned()),
            source: ArcRwSignal::new(source),
            constant: ArcRwSignal::new(mapping.constant.clone().unwrap_or_default()),
        }
    }

    /// What the input means.
    pub fn mapping(&self) -> AttributeMapping {
        let format = self.format.with(|name| AttributeNameFormat::parse(name));
        let source = self.source.get();
        let is_constant = source == CONSTANT;
        AttributeMapping {
            name: self.attribute.with(|name| name.trim().to_owned()),
            format: format.unwrap_or(AttributeNameFormat::Basic),
            constant: is_constant.then(|| self.constant.get()),
            field: Some(source).filter(|_| !is_constant),
        }
    }

    /// The name of its first field in the form.
    pub fn name(&self) -> String {
        format!("{ATTRIBUTES}.{}", self.id)
    }

    /// The name of the field for the name format.
    pub fn format_name(&self) -> String {
        format!("{}.format", self.name())
    }

    /// The name of the field for the source.
    pub fn source_name(&self) -> String {
        format!("{}.field", self.name())
    }

    /// The name of the field for the text.
    pub fn constant_name(&self) -> String {
        format!("{}.constant", self.name())
    }
}

/// The sources of an attribute, each with its label.
pub fn sources() -> Vec<(&'static str, &'static str)> {
    let mut sources = oidc_claims::sources();
    // Before the text that is the same for everyone.
    let last = sources.len().saturating_sub(1);
    sources.insert(last, (ID, words::USER_ID));
    sources
}

/// Which of the inputs an error of the server is about, and what it says. The error begins with the name of the
/// attribute, which can contain colons itself.
pub fn whose(error: &str, inputs: &[AttributeInput]) -> Option<(String, String)> {
    let found = inputs.iter().filter_map(|input| {
        let name = input.attribute.get_untracked();
        let name = name.trim();
        let text = error.strip_prefix(name)?.strip_prefix(": ")?;
        Some((name.len(), input.name(), text.to_owned()))
    });
    let (_, field, text) = found.max_by_key(|(length, ..)| *length)?;
    Some((field, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_shown_at_the_attribute_that_it_names() {
        let (mail, role) = (AttributeInput::new(3), AttributeInput::new(4));
        mail.attribute.set("urn:oid: mail ".to_owned());
        role.attribute.set("urn:oid".to_owned());
        let inputs = [role, mail];
        let found = whose("urn:oid: mail: Too long", &inputs);
        let wanted = ("saml.attributes.3".to_owned(), "Too long".to_owned());
        assert_eq!(found, Some(wanted));
        assert_eq!(whose("Map each attribute once", &inputs), None);
    }

    #[test]
    fn an_attribute_can_have_every_field_of_an_account() {
        let all = sources();
        for field in AttributeMapping::ACCOUNT_FIELDS {
            assert!(all.iter().any(|(name, _)| *name == field), "{field}");
        }
        assert_eq!(all.last().map(|(name, _)| *name), Some(CONSTANT));
    }

    #[test]
    fn what_was_loaded_is_not_changed() {
        let mapping = AttributeMapping {
            name: "tenant".to_owned(),
            format: AttributeNameFormat::Uri,
            field: None,
            constant: Some("acme".to_owned()),
        };
        assert_eq!(AttributeInput::of(1, &mapping).mapping(), mapping);
    }
}
