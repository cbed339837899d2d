//! Custom attributes: the fields that an organization adds to the profile of its users.

mod definitions;
mod files;
mod filters;
mod mappings;
mod my_attributes;
mod values;

use client::Client;
use contract::user_attributes::{
    AttributeAccess, AttributeDefinition, AttributeKind, AttributeValue, CreateAttribute,
};

/// An attribute of this kind that users do not see.
pub fn attribute(name: &str, kind: AttributeKind) -> CreateAttribute {
    CreateAttribute {
        name: name.to_owned(),
        label: name.to_uppercase(),
        kind,
        choices: Vec::new(),
        required: false,
        user_access: None,
        filterable: false,
        searchable: false,
    }
}

/// An attribute whose values are one of these choices.
fn choice(name: &str, choices: &[&str]) -> CreateAttribute {
    CreateAttribute {
        choices: choices.iter().map(ToString::to_string).collect(),
        ..attribute(name, AttributeKind::Choice)
    }
}

/// An attribute of texts, with this access of users.
fn text_with(name: &str, access: AttributeAccess) -> CreateAttribute {
    CreateAttribute {
        user_access: Some(access),
        ..attribute(name, AttributeKind::Text)
    }
}

/// Adds an attribute.
pub async fn add(by: &Client, new: &CreateAttribute) -> AttributeDefinition {
    by.create_user_attribute(new, None).await.unwrap()
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::Text(value.to_owned())
}
