use contract::ids::OrganizationId;
use entity::organization;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::Error;

/// The organization with this identifier.
///
/// # Errors
/// `not-found`.
pub(crate) async fn find_organization(
    db: &impl ConnectionTrait,
    id: OrganizationId,
) -> Result<organization::Model, Error> {
    organization::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}
