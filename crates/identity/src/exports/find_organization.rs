use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::organization::{Column, Entity};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{Context, Error};

/// Finds an organization by its name or identifier, for the operator of the server. Without a name,
/// the server must have only one.
///
/// # Errors
/// `not-found`, `conflict` if several organizations match.
pub async fn find_organization_for_operator(
    context: &Context,
    name_or_id: Option<&str>,
) -> Result<OrganizationId, Error> {
    let mut matches = Condition::all();
    if let Some(text) = name_or_id {
        let mut either = Condition::any().add(Column::Name.eq(text));
        if let Ok(id) = Uuid::parse_str(text) {
            either = either.add(Column::Id.eq(id));
        }
        matches = matches.add(either);
    }
    let found = Entity::find()
        .filter(matches)
        .order_by_asc(Column::Id)
        .limit(2)
        .all(context.database().read())
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
