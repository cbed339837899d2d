use contract::events::EventAction;
use contract::ids::AttributeId;
use contract::user_attributes::{AttributeDefinition, UpdateAttribute};
use entity::Document;
use entity::attribute_definition::{ActiveModel, Entity, Model};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, Unchanged};

use super::search_again::search_again;
use super::show::show;
use super::values::{has_one_of, with_value};
use super::write;
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
    let after = changed(&tx, before.clone(), request).await?;
    let fields = differing(&before, &after);
    if fields.is_empty() {
        return Ok(show(before));
    }
    let row = ActiveModel {
        id: Unchanged(after.id),
        label: Set(after.label),
        choices: Set(after.choices),
        required: Set(after.required),
        user_access: Set(after.user_access),
        filterable: Set(after.filterable),
        searchable: Set(after.searchable),
        position: Set(after.position),
        version: Set(after.version + 1),
        ..Default::default()
    };
    let after = Entity::update(row).exec(&tx).await?;
    let searched_again = if before.searchable == after.searchable {
        Vec::new()
    } else {
        with_value(&tx, &after).await?
    };
    let event = principal.event(EventAction::AttributeUpdated);
    let event = event
        .with("name", after.name.as_str())
        .with("fields", fields.join(", "));
    record(context, &tx, principal.organization(), event).await?;
    tx.commit().await?;
    search_again(context, principal.organization(), &searched_again).await?;
    Ok(show(after))
}

/// The attribute after the request.
async fn changed(
    tx: &DatabaseTransaction,
    before: Model,
    request: UpdateAttribute,
) -> Result<Model, Error> {
    let mut fields = Fields::default();
    let label = request.label;
    let label = label.and_then(|text| write::label(&mut fields, &text));
    let position = request.position;
    let position = position.and_then(|sent| write::position(&mut fields, sent));
    let choices = request.choices;
    let choices = choices.and_then(|sent| write::choices(&mut fields, before.kind, &sent));
    if let Some(kept) = &choices {
        let removed = before.choices.0.iter().filter(|one| !kept.contains(one));
        let removed: Vec<&String> = removed.collect();
        if let Some(used) = has_one_of(tx, &before, &removed).await? {
            let message = format!("Users have the value {used}: give them another one first");
            fields.refuse("choices", "in_use", message);
        }
    }
    fields.finish()?;
    Ok(Model {
        label: label.unwrap_or(before.label),
        position: position.unwrap_or(before.position),
        choices: choices.map_or(before.choices, Document),
        required: request.required.unwrap_or(before.required),
        user_access: request.user_access.unwrap_or(before.user_access),
        filterable: request.filterable.unwrap_or(before.filterable),
        searchable: request.searchable.unwrap_or(before.searchable),
        ..before
    })
}

/// The names of the members that changed.
fn differing(before: &Model, after: &Model) -> Vec<&'static str> {
    let members = [
        ("label", before.label != after.label),
        ("choices", before.choices != after.choices),
        ("required", before.required != after.required),
        ("userAccess", before.user_access != after.user_access),
        ("filterable", before.filterable != after.filterable),
        ("searchable", before.searchable != after.searchable),
        ("position", before.position != after.position),
    ];
    let changed = members.into_iter().filter(|(_, is_changed)| *is_changed);
    changed.map(|(name, _)| name).collect()
}
