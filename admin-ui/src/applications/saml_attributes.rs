//! The input for one mapped attribute.

use contract::applications::AttributeMapping;
use leptos::prelude::*;
use rules::saml::AttributeNameFormat;

use super::mapped_input::{self, HasMapped, Mapped, MappedInput};
use super::saml_draft::ATTRIBUTES;
use crate::words::applications_attributes as words;

/// The field of an account that most applications ask for.
const EMAIL: &str = "email";
/// The field that only an attribute can be mapped from: a claim for it is always there.
const ID: &str = "id";

/// An attribute, the source of its value, and the format of its name.
#[derive(Clone)]
pub struct AttributeInput {
    pub mapped: MappedInput,
    pub format: ArcRwSignal<String>,
}

impl HasMapped for AttributeInput {
    fn mapped(&self) -> &MappedInput {
        &self.mapped
    }
}

impl AttributeInput {
    /// An empty one.
    pub fn new(id: u32) -> Self {
        Self {
            mapped: MappedInput::new(ATTRIBUTES, id, EMAIL),
            format: ArcRwSignal::new(AttributeNameFormat::Basic.as_str().to_owned()),
        }
    }

    /// A saved one.
    pub fn of(id: u32, mapping: &AttributeMapping) -> Self {
        let saved = Mapped {
            name: mapping.name.clone(),
            field: mapping.field.clone(),
            constant: mapping.constant.clone(),
        };
        Self {
            mapped: MappedInput::of(ATTRIBUTES, id, saved),
            format: ArcRwSignal::new(mapping.format.as_str().to_owned()),
        }
    }

    /// What the input means.
    pub fn mapping(&self) -> AttributeMapping {
        let format = self.format.with(|name| AttributeNameFormat::parse(name));
        let Mapped {
            name,
            field,
            constant,
        } = self.mapped.meaning();
        AttributeMapping {
            name,
            format: format.unwrap_or(AttributeNameFormat::Basic),
            field,
            constant,
        }
    }

    /// The name of the field for the name format.
    pub fn format_name(&self) -> String {
        format!("{}.format", self.mapped.field_name())
    }
}

/// The sources of an attribute, each with its label.
pub fn sources() -> Vec<(&'static str, &'static str)> {
    let mut sources = mapped_input::sources();
    // Before the text that is the same for everyone.
    let last = sources.len().saturating_sub(1);
    sources.insert(last, (ID, words::USER_ID));
    sources
}

#[cfg(test)]
mod tests {
    use super::super::mapped_input::CONSTANT;
    use super::*;

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
