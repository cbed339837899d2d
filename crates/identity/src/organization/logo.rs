use contract::ids::OrganizationId;
use entity::organization_logo::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::accounts::find_organization;
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

/// The current logo of an organization, as PNG, for the operator of the server; `None` if there is none.
///
/// # Errors
/// `not-found`.
pub async fn logo_for_operator(
    context: &Context,
    organization: OrganizationId,
) -> Result<Option<Vec<u8>>, Error> {
    let read = context.database().read();
    match find_organization(read, organization).await?.logo_id {
        Some(id) => logo(context, organization, id).await.map(Some),
        None => Ok(None),
    }
}
