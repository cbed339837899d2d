use contract::events::EventAction;
use contract::ids::AttributeId;
use entity::attribute_definition::Entity;
use sea_orm::EntityTrait;

use super::search_again::search_again;
use super::values::with_value;
use crate::events::record;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::Precondition;
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// Deletes an attribute with the values of all users, if `version` is current. Searches no longer find
/// them.
///
/// # Errors
/// `stale-version`, `not-found`, `forbidden`.
pub async fn delete(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    id: AttributeId,
    version: impl Into<Precondition>,
) -> Result<(), Error> {
    let expected: Precondition = version.into();
    let tx = context.database().begin().await?;
    let held = hold(&tx, principal.organization(), id).await?;
    expected.check(held.version)?;
    let users = with_value(&tx, &held).await?;
    let searchable = held.searchable;
    // The foreign key deletes the values.
    Entity::delete_by_id(held.id).exec(&tx).await?;
    let event = principal.event(EventAction::AttributeDeleted);
    let event = event
        .with("name", held.name.as_str())
        .with("users", users.len().to_string());
    record(context, &tx, principal.organization(), event).await?;
    tx.commit().await?;
    if searchable {
        search_again(context, principal.organization(), &users).await?;
    }
    Ok(())
}
