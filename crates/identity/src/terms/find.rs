use contract::terms::Terms;
use entity::organization;
use entity::terms::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::Error;

/// The row of the current version, if one was published.
///
/// # Errors
/// When the database fails.
pub(super) async fn current(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
) -> Result<Option<Model>, Error> {
    Ok(Entity::find()
        .filter(Column::OrganizationId.eq(organization.id))
        .filter(Column::Version.eq(organization.terms_version))
        .one(db)
        .await?)
}

/// The current version, if one was published.
///
/// # Errors
/// When the database fails.
pub(crate) async fn published(
    db: &impl ConnectionTrait,
    organization: &organization::Model,
) -> Result<Option<Terms>, Error> {
    Ok(current(db, organization).await?.map(show))
}

/// Builds the API's representation of a version.
pub(super) fn show(row: Model) -> Terms {
    Terms {
        version: number(row.version),
        text: row.text,
        published_at: row.published_at,
    }
}

/// The number of a version in the API.
pub(super) fn number(version: i32) -> u32 {
    u32::try_from(version).unwrap_or_default()
}
