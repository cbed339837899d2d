use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::organization::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::{Context, Error};

/// Finds an organization by its identifier or name, for the operator of the server. An identifier is never
/// ambiguous. Without either, the server must have only one organization.
///
/// # Errors
/// `not-found`, `conflict` if several organizations match.
pub async fn find_organization_for_operator(
    context: &Context,
    name_or_id: Option<&str>,
) -> Result<OrganizationId, Error> {
    let read = context.database().read();
    if let Some(id) = name_or_id.and_then(|text| Uuid::parse_str(text).ok()) {
        // Before names, because nothing stops somebody from giving an organization a name that is the identifier
        // of another one. The operator could then reach neither.
        if let Some(one) = Entity::find_by_id(id).one(read).await? {
            return Ok(OrganizationId(one.id));
        }
    }
    let found = Entity::find()
        .apply_if(name_or_id, |found, name| {
            found.filter(Column::Name.eq(name))
        })
        .order_by_asc(Column::Id)
        .limit(2)
        .all(read)
        .await?;
    match found.as_slice() {
        [one] => Ok(OrganizationId(one.id)),
        [] => Err(Error::Refused(
            ProblemType::NotFound,
            "There is no such organization on this server",
        )),
        _ => Err(Error::Refused(
            ProblemType::Conflict,
            "Several organizations match. Use the identifier of one, which `latchkey organization list` shows",
        )),
    }
}
