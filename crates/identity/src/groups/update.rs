use contract::events::EventAction;
use contract::groups::{Group, UpdateGroup};
use contract::ids::GroupId;
use entity::user_group::{ActiveModel, Entity};
use sea_orm::{ActiveValue::Set, EntityTrait, Unchanged};

use super::held_group::hold;
use super::show::{party, show};
use super::write::{self, named, taken};
use crate::events::record;
use crate::fields::Fields;
use crate::permitted::{GroupsWrite, Permitted};
use crate::precondition::Precondition;
use crate::{Context, Error};

/// Changes the name or description of a group, if `version` is current.
///
/// # Errors
/// `invalid-fields`, `taken`, `stale-version`, `not-found`, `forbidden`.
pub async fn update(
    context: &Context,
    principal: &Permitted<GroupsWrite>,
    id: GroupId,
    version: impl Into<Precondition>,
    request: UpdateGroup,
) -> Result<Group, Error> {
    let UpdateGroup { name, description } = request;
    let expected: Precondition = version.into();
    let mut fields = Fields::default();
    let name = name.as_deref();
    let name = name.and_then(|name| write::name(&mut fields, name));
    let description = description.into_option();
    let description = description.map(|text| write::description(&mut fields, text));
    fields.finish()?;

    let tx = context.database().begin().await?;
    let before = hold(&tx, principal, id).await?;
    expected.check(before.version)?;
    let name = name.filter(|name| *name != before.name);
    let description = description.filter(|text| *text != before.description);
    let mut changed = Vec::new();
    let mut event = principal
        .event(EventAction::GroupUpdated)
        .to(party(&before));
    let mut row = ActiveModel::default();
    if let Some(name) = name {
        changed.push("name");
        event = event.with("name", name.as_str());
        row = named(name);
    }
    if let Some(description) = description {
        changed.push("description");
        row.description = Set(description);
    }
    if changed.is_empty() {
        return Ok(show(before));
    }
    row.id = Unchanged(before.id);
    row.version = Set(before.version.incremented());
    let after = Entity::update(row).exec(&tx).await.map_err(taken)?;
    let event = event.with("fields", changed.join(", "));
    record(context, &tx, principal.organization(), event).await?;
    tx.commit().await?;
    Ok(show(after))
}
