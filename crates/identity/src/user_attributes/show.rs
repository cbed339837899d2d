use contract::ids::{AttributeId, OrganizationId};
use contract::user_attributes::{AttributeDefinition, OwnAttributeDefinition};
use entity::attribute_definition::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::Error;

/// Reads an attribute.
///
/// # Errors
/// `not-found`, also if the attribute belongs to another organization.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: AttributeId,
) -> Result<Model, Error> {
    let found = Entity::find_by_id(id.0)
        .filter(Column::OrganizationId.eq(organization.0))
        .one(db)
        .await?;
    found.ok_or(Error::NotFound)
}

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
        version: u64::try_from(row.version).unwrap_or_default(),
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
