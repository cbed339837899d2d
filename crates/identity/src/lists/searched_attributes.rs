use contract::ids::OrganizationId;
use entity::{attribute_definition, user_attribute};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::Error;

/// The values of a user's attributes that searches include.
///
/// # Errors
/// If the database fails.
pub(crate) async fn searched_attributes(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    account: Uuid,
) -> Result<Vec<String>, Error> {
    use user_attribute::Column;
    let searchable = attribute_definition::Entity::find()
        .select_only()
        .column(attribute_definition::Column::Id)
        .filter(attribute_definition::Column::OrganizationId.eq(organization.0))
        .filter(attribute_definition::Column::Searchable.eq(true))
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    if searchable.is_empty() {
        return Ok(Vec::new());
    }
    let rows = user_attribute::Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::AccountId.eq(account))
        .filter(Column::AttributeId.is_in(searchable))
        .all(db)
        .await?;
    Ok(rows.iter().map(|row| row.value.0.to_string()).collect())
}
