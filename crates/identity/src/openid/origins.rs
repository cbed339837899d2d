use entity::oidc_address::{Column, Entity};
use rules::openid::AddressPurpose;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{Context, Error};

/// Whether pages of this origin may read the responses of the token endpoint and its relatives: an
/// application without a secret has registered it. The response depends on the credentials that the
/// page sends.
///
/// # Errors
/// If the database fails.
pub async fn is_registered_origin(context: &Context, origin: &str) -> Result<bool, Error> {
    let found = Entity::find()
        .filter(Column::Purpose.eq(AddressPurpose::Origin))
        .filter(Column::Uri.eq(origin))
        .count(context.database().read())
        .await?;
    Ok(found > 0)
}
