use contract::ids::OrganizationId;
use contract::user_attributes::AttributeDefinition;
use entity::attribute_definition::Entity;

use super::show::show;
use crate::exports::{ExportedTable, Rows};
use crate::{Context, Error};

/// The definitions of an organization's attributes. The values are exported with the users.
#[derive(Debug)]
pub struct ExportedAttributes;

impl ExportedTable for ExportedAttributes {
    type Table = Entity;
    type Shown = AttributeDefinition;
    const FILE: &'static str = "attributes.jsonl";

    async fn show(
        _: &Context,
        _: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<AttributeDefinition>, Error> {
        Ok(rows.into_iter().map(show).collect())
    }
}
