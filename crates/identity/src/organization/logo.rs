use contract::ids::OrganizationId;
use entity::organization_logo::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{Context, Error};

/// Returns a logo, as PNG. Everybody who knows its address may see it: it is on sign-in pages. The address
/// contains an identifier that nobody can guess, so that strangers cannot find out which organizations a
/// server has.
///
/// # Errors
/// `not-found`.
pub async fn logo(
    context: &Context,
    organization: OrganizationId,
    id: Uuid,
) -> Result<Vec<u8>, Error> {
    let logo = Entity::find_by_id(id)
        .filter(Column::OrganizationId.eq(organization.0))
        .one(context.database().read())
        .await?;
    logo.map(|logo| logo.png).ok_or(Error::NotFound)
}
