use contract::events::EventAction;
use contract::ids::AttributeId;
use contract::problem::{FieldError, ProblemType};
use contract::user_attributes::{AttributeAccess, AttributeDefinition, CreateAttribute};
use entity::Version;
use entity::attribute_definition::{ActiveModel, Entity};
use entity::{Document, organization};
use rules::attribute::{LAST_POSITION, MOST_ATTRIBUTES};
use sea_orm::sea_query::LockType;
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait, QuerySelect, SqlErr};

use super::definitions::Definitions;
use super::show::show;
use super::write;
use crate::events::record;
use crate::fields::Fields;
use crate::idempotency::{Create, Once, claim};
use crate::permitted::{OrganizationWrite, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Adds an attribute, after the others. A repeated call with the same `idempotency_key` (kept for a
/// day) returns the attribute that the first call created.
///
/// # Errors
/// `invalid-fields`, `taken`, `conflict` if there are too many, `idempotency-conflict`, `forbidden`.
pub async fn create(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    request: &CreateAttribute,
    idempotency_key: Option<&str>,
) -> Result<Once<AttributeDefinition>, Error> {
    let organization = principal.organization();
    let mut fields = Fields::default();
    let name = write::name(&mut fields, &request.name);
    let label = write::label(&mut fields, &request.label);
    let choices = write::choices(&mut fields, request.kind, &request.choices);
    let read = name.zip(label).zip(choices);
    let ((name, label), choices) = fields.finish_with(read)?;
    let id = context.new_id();

    let tx = context.database().begin().await?;
    let once = Create {
        by: principal,
        operation: "user_attribute",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, id).await? {
        let row = find(&tx, organization, AttributeId(first)).await?;
        return Ok(Once::replay(show(row)));
    }
    // One at a time, so that parallel requests cannot exceed the maximum.
    let held = organization::Entity::find_by_id(organization.0);
    let held = QuerySelect::lock(held, LockType::NoKeyUpdate);
    held.one(&tx).await?.ok_or(Error::NotFound)?;
    let others = Definitions::read(&tx, organization).await?;
    if others.iter().count() >= MOST_ATTRIBUTES {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "An organization has at most 50 attributes: delete one first",
        ));
    }
    let last = others.iter().map(|other| other.position).max();
    let position = last.map_or(0, |last| last.saturating_add(1));
    let row = ActiveModel {
        id: Set(id),
        organization_id: Set(organization.0),
        name: Set(name),
        label: Set(label),
        kind: Set(request.kind),
        choices: Set(Document(choices)),
        required: Set(request.required),
        user_access: Set(request.user_access.unwrap_or(AttributeAccess::None)),
        filterable: Set(request.filterable),
        searchable: Set(request.searchable),
        position: Set(position.min(i16::try_from(LAST_POSITION).unwrap_or(i16::MAX))),
        created_at: Set(context.now()),
        version: Set(Version::FIRST),
    };
    let row = Entity::insert(row)
        .exec_with_returning(&tx)
        .await
        .map_err(taken)?;
    let event = principal.event(EventAction::AttributeCreated);
    let event = event
        .with("name", row.name.as_str())
        .with("kind", row.kind.as_str());
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    Ok(Once::done(show(row)))
}

/// Converts the violation of the unique index of names into an error about the name.
fn taken(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(text)) if text.contains("name") => {
            let message = "Another attribute has this name";
            Error::Taken(vec![FieldError::new("name", "taken", message)])
        }
        _ => error.into(),
    }
}
