use std::collections::HashMap;

use contract::ids::OrganizationId;
use entity::account::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::Error;

/// Reads the accounts with these identifiers, to which the rows of a page belong. An account that was deleted
/// since the page was read is not there.
///
/// # Errors
/// If the database fails.
pub(crate) async fn owners(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Model>, Error> {
    let owners = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Id.is_in(ids))
        .all(db)
        .await?;
    Ok(owners.into_iter().map(|owner| (owner.id, owner)).collect())
}
