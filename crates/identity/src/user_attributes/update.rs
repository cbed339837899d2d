use contract::events::EventAction;
use contract::ids::AttributeId;
use contract::user_attributes::{AttributeDefinition, UpdateAttribute};
use entity::Document;
use entity::attribute_definition::{ActiveModel, Entity, Model};
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{DatabaseTransaction, EntityTrait};

use super::search_again::search_again;
use super::show::show;
use super::values::{has_one_of, with_value};
use super::write;
use crate::changes::Changes;
use crate::events::record;
use crate::fields::Fields;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::Precondition;
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// Changes an attribute, if `version` is current. Its name and kind stay.
///
/// # Errors
/// `invalid-fields`, also for a removed choice that users have; `stale-version`, `not-found`,
/// `forbidden`.
pub async fn update(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    id: AttributeId,
    version: impl Into<Precondition>,
    request: UpdateAttribute,
) -> Result<AttributeDefinition, Error> {
    let expected: Precondition = version.into();
    let tx = context.database().begin().await?;
    let before = hold(&tx, principal.organization(), id).await?;
    expected.check(before.version)?;
    let mut changes = Changes::default();
    let row = changed(&tx, &before, request, &mut changes).await?;
    if changes.is_empty() {
        return Ok(show(before));
    }
    let after = Entity::update(row).exec(&tx).await?;
    let searched_again = if before.searchable == after.searchable {
        Vec::new()
    } else {
        with_value(&tx, &after).await?
    };
    let event = principal.event(EventAction::AttributeUpdated);
    let event = event
        .with("name", after.name.as_str())
        .with("fields", changes.fields());
    record(context, &tx, principal.organization(), event).await?;
    tx.commit().await?;
    search_again(context, principal.organization(), &searched_again).await?;
    Ok(show(after))
}

/// The row to write, with the members that change noted in `changes`.
async fn changed(
    tx: &DatabaseTransaction,
    before: &Model,
    request: UpdateAttribute,
    changes: &mut Changes,
) -> Result<ActiveModel, Error> {
    let UpdateAttribute {
        label,
        choices,
        required,
        user_access,
        filterable,
        searchable,
        position,
    } = request;
    let mut fields = Fields::default();
    let label = label.and_then(|text| write::label(&mut fields, &text));
    let position = position.and_then(|sent| write::position(&mut fields, sent));
    let choices = choices.and_then(|sent| write::choices(&mut fields, before.kind, &sent));
    if let Some(kept) = &choices {
        let removed = before.choices.0.iter().filter(|one| !kept.contains(one));
        let removed: Vec<&String> = removed.collect();
        if let Some(used) = has_one_of(tx, before, &removed).await? {
            let message = format!("Users have the value {used}: give them another one first");
            fields.refuse("choices", "in_use", message);
        }
    }
    fields.finish()?;
    Ok(ActiveModel {
        id: Unchanged(before.id),
        label: changes.value("label", label, &before.label),
        choices: changes.value("choices", choices.map(Document), &before.choices),
        required: changes.value("required", required, &before.required),
        user_access: changes.value("userAccess", user_access, &before.user_access),
        filterable: changes.value("filterable", filterable, &before.filterable),
        searchable: changes.value("searchable", searchable, &before.searchable),
        position: changes.value("position", position, &before.position),
        version: Set(before.version.incremented()),
        ..Default::default()
    })
}
