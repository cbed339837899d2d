//! The logo of an organization, for its emails.

use entity::organization_logo::{Column, Entity};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::Error;

/// The organization's logo (PNG), if it has one.
///
/// # Errors
/// When the database fails.
pub(crate) async fn logo_of(
    db: &impl ConnectionTrait,
    organization: Uuid,
) -> Result<Option<Vec<u8>>, Error> {
    let logo = Entity::find()
        .filter(Column::OrganizationId.eq(organization))
        .one(db)
        .await?;
    Ok(logo.map(|logo| logo.png))
}
