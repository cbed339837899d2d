use contract::radius::{AfterLoss, CreateRadiusClient, RadiusClientWithSecret};
use entity::Version;
use entity::radius_client::{ActiveModel, Entity};
use sea_orm::ActiveValue::Set;

use super::secret::new_secret;
use super::values;
use crate::fields::{Fields, NAME};
use crate::idempotency::Create;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::resources;
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
    let mut fields = Fields::default();
    let name = fields.line("name", &request.name, NAME);
    let network = values::network(&mut fields, &request.network);
    let vlan = values::vlan(&mut fields, request.vlan);
    values::groups(&mut fields, &request.groups);
    let (name, network) = fields.finish_with(name.zip(network))?;
    let (id, secret) = (context.new_id(), new_secret()?);
    let row = ActiveModel {
        id: Set(id),
        organization_id: Set(principal.organization().0),
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
        version: Set(Version::FIRST),
    };
    let once = Create {
        by: principal,
        operation: "radius_client",
        key: idempotency_key,
        request,
    };
    let created = resources::create::<Entity, _>(context, once, (id, row), &request.groups);
    Ok(RadiusClientWithSecret {
        radius_client: created.await?,
        secret: secret.text,
    })
}
