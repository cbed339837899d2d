use contract::events::EventAction;
use contract::ids::{OrganizationId, RadiusClientId};
use contract::problem::ProblemType;
use contract::radius::{
    AfterLoss, CreateRadiusClient, MOST_RADIUS_CLIENTS, RadiusClientWithSecret,
};
use entity::radius_client::{ActiveModel, Column, Entity};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
};
use uuid::Uuid;

use super::groups::{hold_groups, write_groups};
use super::held_client::find;
use super::secret::NewSecret;
use super::show::{party, show_stored};
use super::values;
use crate::events::record;
use crate::fields::Fields;
use crate::idempotency::{Create, claim};
use crate::permitted::{OrganizationWrite, Permitted};
use crate::{Context, Error};

/// Creates a RADIUS client with its secret, which is only in this response. A repeated call with the same
/// `idempotency_key` (kept for a day) creates no other one and is refused with the details of the first.
///
/// # Errors
/// `invalid-fields`, `conflict` if there are too many, `already-created`, `idempotency-conflict`,
/// `forbidden`.
pub async fn create(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    request: &CreateRadiusClient,
    idempotency_key: Option<&str>,
) -> Result<RadiusClientWithSecret, Error> {
    let organization = principal.organization();
    let mut fields = Fields::default();
    let name = values::name(&mut fields, &request.name);
    let network = values::network(&mut fields, &request.network);
    let vlan = values::vlan(&mut fields, request.vlan);
    values::groups(&mut fields, &request.groups);
    let (name, network) = fields.finish_with(name.zip(network))?;
    let (id, secret) = (context.new_id(), NewSecret::random()?);
    let row = ActiveModel {
        id: Set(id),
        organization_id: Set(organization.0),
        name: Set(name),
        network: Set(network),
        secret_hash: Set(secret.hash),
        hint: Set(secret.hint),
        everyone: Set(request.everyone),
        vlan: Set(vlan),
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
        operation: "radius_client",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, id).await? {
        return Err(already_created(&tx, organization, first).await?);
    }
    let existing = Entity::find().filter(Column::OrganizationId.eq(organization.0));
    if existing.count(&tx).await? >= MOST_RADIUS_CLIENTS {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "An organization has at most 200 RADIUS clients. Delete one first",
        ));
    }
    hold_groups(&tx, organization, &request.groups).await?;
    let row = Entity::insert(row).exec_with_returning(&tx).await?;
    write_groups(&tx, organization, row.id, &request.groups).await?;
    let event = principal
        .event(EventAction::RadiusClientCreated)
        .to(party(&row))
        .with("network", row.network.as_str());
    record(context, &tx, organization, event).await?;
    let radius_client = show_stored(&tx, row).await?;
    tx.commit().await?;
    Ok(RadiusClientWithSecret {
        radius_client,
        secret: secret.text,
    })
}

/// The error for a repeated create. The response is not given again, because it contains the secret.
async fn already_created(
    tx: &impl ConnectionTrait,
    organization: OrganizationId,
    first: Uuid,
) -> Result<Error, Error> {
    let first = find(tx, organization, RadiusClientId(first)).await?;
    Ok(Error::AlreadyCreated(format!(
        "The RADIUS client \"{}\" ({}) was created with this Idempotency-Key. Its secret is shown once: \
         if it was lost, replace it",
        first.name, first.id
    )))
}
