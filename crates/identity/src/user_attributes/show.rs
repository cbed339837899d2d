use contract::ids::AttributeId;
use contract::user_attributes::{AttributeDefinition, OwnAttributeDefinition};
use entity::attribute_definition::Model;

/// Builds the API's representation of an attribute.
pub(super) fn show(row: Model) -> AttributeDefinition {
    AttributeDefinition {
        id: AttributeId(row.id),
        name: row.name,
        label: row.label,
        kind: row.kind,
        choices: row.choices.0,
        required: row.required,
        user_access: row.user_access,
        filterable: row.filterable,
        searchable: row.searchable,
        position: u16::try_from(row.position).unwrap_or_default(),
        users: None,
        created_at: row.created_at,
        version: row.version.into(),
    }
}

/// Builds what users see of an attribute.
pub(super) fn show_own(row: &Model) -> OwnAttributeDefinition {
    OwnAttributeDefinition {
        name: row.name.clone(),
        label: row.label.clone(),
        kind: row.kind,
        choices: row.choices.0.clone(),
        required: row.required,
        editable: row.user_access.edits(),
    }
}
