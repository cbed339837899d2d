use contract::events::EventAction;
use contract::hosts::{AfterLoss, CreateHost, HostWithKey, MOST_HOSTS};
use contract::ids::{HostId, OrganizationId};
use contract::problem::ProblemType;
use entity::linux_host::{ActiveModel, Column, Entity};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use super::groups::{hold_groups, write_groups};
use super::held_host::find;
use super::key::NewKey;
use super::show::{party, show_stored};
use super::values;
use crate::events::record;
use crate::fields::Fields;
use crate::idempotency::{Create, claim};
use crate::permitted::{OrganizationWrite, Permitted};
use crate::{Context, Error};

/// Creates a host with its key, which is only in this response. A repeated call with the same
/// `idempotency_key` (kept for a day) creates no other one and is refused with the details of the first.
///
/// # Errors
/// `invalid-fields`, `conflict` if there are too many, `already-created`, `idempotency-conflict`,
/// `forbidden`.
pub async fn create(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    request: &CreateHost,
    idempotency_key: Option<&str>,
) -> Result<HostWithKey, Error> {
    let organization = principal.organization();
    let mut fields = Fields::default();
    let name = values::name(&mut fields, &request.name);
    values::groups(&mut fields, &request.groups);
    let name = fields.finish_with(name)?;
    let (id, key) = (context.new_id(), NewKey::random()?);
    let row = ActiveModel {
        id: Set(id),
        organization_id: Set(organization.0),
        name: Set(name),
        key_hash: Set(key.hash),
        hint: Set(key.hint),
        everyone: Set(request.everyone),
        on_lock: Set(request.on_lock.unwrap_or(AfterLoss::Remove)),
        on_expiry: Set(request.on_expiry.unwrap_or(AfterLoss::Remove)),
        created_by: Set(principal.party().name),
        created_at: Set(context.now()),
        last_used_at: Set(None),
        version: Set(1),
    };

    let tx = context.database().begin().await?;
    let once = Create {
        by: principal,
        operation: "host",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, id).await? {
        return Err(already_created(&tx, organization, first).await?);
    }
    let existing = Entity::find().filter(Column::OrganizationId.eq(organization.0));
    if existing.count(&tx).await? >= MOST_HOSTS {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "An organization has at most 500 hosts. Hosts with the same users can share a key",
        ));
    }
    hold_groups(&tx, organization, &request.groups).await?;
    let row = Entity::insert(row).exec_with_returning(&tx).await?;
    write_groups(&tx, organization, row.id, &request.groups).await?;
    let event = principal.event(EventAction::HostCreated).to(party(&row));
    record(context, &tx, organization, event).await?;
    let host = show_stored(&tx, row).await?;
    tx.commit().await?;
    Ok(HostWithKey {
        host,
        key: key.text,
    })
}

/// The error for a repeated create. The response is not given again, because it contains the key.
async fn already_created(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    first: Uuid,
) -> Result<Error, Error> {
    let first = find(tx, organization, HostId(first)).await?;
    Ok(Error::AlreadyCreated(format!(
        "The host \"{}\" ({}) was created with this Idempotency-Key. Its key is shown once: if it was \
         lost, replace it",
        first.name, first.id
    )))
}
