//! Attributes, read-only.

use contract::user_attributes::{AttributeValue, AttributeValues, OwnAttributeDefinition};

use crate::words;

/// The labels and texts of attributes.
pub fn attribute_lines(
    definitions: &[OwnAttributeDefinition],
    values: &AttributeValues,
) -> Vec<(String, Option<String>)> {
    let definitions = definitions.iter();
    definitions
        .map(|one| (one.label.clone(), values.get(&one.name).map(text)))
        .collect()
}

fn text(value: &AttributeValue) -> String {
    match value {
        AttributeValue::YesNo(true) => words::YES.to_owned(),
        AttributeValue::YesNo(false) => words::NO.to_owned(),
        value => value.to_string(),
    }
}
