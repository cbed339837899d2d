//! Columns with values of attributes.

use contract::ids::OrganizationId;
use contract::user_attributes::{AttributeChanges, AttributeValue};
use import::Row;
use sea_orm::ConnectionTrait;

use crate::Error;
use crate::lists::attribute_key;
use crate::user_attributes::{Definitions, kind_of};

/// What precedes the name of an attribute in the name of a field, as in an export.
const PREFIX: &str = "attributes.";

/// Whether a field is the value of one of these attributes.
pub(super) fn is_attribute(field: &str, definitions: &Definitions) -> bool {
    let name = field.strip_prefix(PREFIX);
    name.is_some_and(|name| definitions.named(name).is_some())
}

/// Maps the columns that are still ignored to attributes, by their headers: the name of a field, or the
/// name or label of an attribute. No attribute is mapped twice.
pub(super) fn recognize(headers: &[String], fields: &mut [String], definitions: &Definitions) {
    for definition in definitions.iter() {
        let field = format!("{PREFIX}{}", definition.name);
        let keys = [&field, &definition.name, &definition.label].map(|name| attribute_key(name));
        let column = headers
            .iter()
            .zip(fields.iter())
            .position(|(header, field)| field.is_empty() && keys.contains(&attribute_key(header)));
        if let Some(taken) = column.and_then(|column| fields.get_mut(column)) {
            *taken = field;
        }
    }
}

/// The values in a row. Empty cells say nothing. What is not a value of its attribute stays a text, and is
/// refused with the rest of the row.
///
/// # Errors
/// If the database fails.
pub(super) async fn changes(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    row: &Row,
) -> Result<AttributeChanges, Error> {
    let values = row.profile.iter();
    let values = values.filter_map(|(field, text)| Some((field.strip_prefix(PREFIX)?, text)));
    let values: Vec<_> = values.collect();
    let mut changes = AttributeChanges::new();
    if values.is_empty() {
        return Ok(changes);
    }
    let definitions = Definitions::read(db, organization).await?;
    for (name, text) in values {
        let definition = definitions.named(name);
        let value = match definition.map(|one| kind_of(one).read(text)) {
            Some(Ok(value)) => value,
            Some(Err(_)) | None => Some(AttributeValue::Text(text.clone())),
        };
        if value.is_some() {
            changes.insert(name.to_owned(), value);
        }
    }
    Ok(changes)
}
