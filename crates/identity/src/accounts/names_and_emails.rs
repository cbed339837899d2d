use std::collections::HashMap;

use contract::ids::OrganizationId;
use entity::account::{Column, Entity};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::Error;

/// The name and the email of each of these accounts of an organization.
///
/// # Errors
/// If the database fails.
pub(crate) async fn names_and_emails(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    ids: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, (String, String)>, Error> {
    let rows: Vec<(Uuid, String, String)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name, Column::Email])
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let rows = rows.into_iter();
    Ok(rows.map(|(id, name, email)| (id, (name, email))).collect())
}
