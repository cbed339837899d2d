use contract::ids::OrganizationId;
use sea_orm::ConnectionTrait;

use super::definitions::Definitions;
use crate::Error;
use crate::lists::AttributeSort;

/// The sort of users by the attribute with this name.
///
/// # Errors
/// `invalid-query` if there is no such attribute.
pub(crate) async fn sort_by(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    name: &str,
) -> Result<AttributeSort, Error> {
    let definitions = Definitions::read(db, organization).await?;
    let Some(definition) = definitions.named(name) else {
        let message = format!("There is no attribute with the name {name}");
        return Err(Error::query("sort", message));
    };
    Ok(AttributeSort {
        id: definition.id,
        name: definition.name.clone(),
        kind: definition.kind,
    })
}
