use contract::ids::OrganizationId;
use sea_orm::ConnectionTrait;

use super::definitions::Definitions;
use crate::Error;
use crate::lists::AttributeSort;

/// The sort of users by the attribute with this name.
///
/// # Errors
/// `invalid-query` if there is no such attribute.
pub(crate) async fn attribute_sort(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    name: &str,
) -> Result<AttributeSort, Error> {
    let definitions = Definitions::read(db, organization).await?;
    let Some(definition) = definitions.named(name) else {
        let message =
            format!("There is no attribute named {name}. Sort by an attribute of the organization");
        return Err(Error::query("sort", message));
    };
    Ok(AttributeSort {
        id: definition.id,
        kind: definition.kind,
    })
}
