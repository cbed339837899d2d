use contract::hosts::{AfterLoss, CreateHost, HostWithKey};
use entity::Version;
use entity::linux_host::{ActiveModel, Entity};
use sea_orm::ActiveValue::Set;

use super::key::new_key;
use crate::fields::{Fields, NAME};
use crate::idempotency::Create;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::resources;
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
    let mut fields = Fields::default();
    let name = fields.line("name", &request.name, NAME);
    resources::validate_groups::<Entity>(&mut fields, &request.groups);
    let name = fields.finish_with(name)?;
    let (id, key) = (context.new_id(), new_key()?);
    let row = ActiveModel {
        id: Set(id),
        organization_id: Set(principal.organization().0),
        name: Set(name),
        key_hash: Set(key.hash),
        hint: Set(key.hint),
        everyone: Set(request.everyone),
        on_lock: Set(request.on_lock.unwrap_or(AfterLoss::Remove)),
        on_expiry: Set(request.on_expiry.unwrap_or(AfterLoss::Remove)),
        created_by: Set(principal.party().name),
        created_at: Set(context.now()),
        last_used_at: Set(None),
        version: Set(Version::FIRST),
    };
    let once = Create {
        by: principal,
        operation: "host",
        key: idempotency_key,
        request,
    };
    let host = resources::create::<Entity, _>(context, once, (id, row), &request.groups).await?;
    Ok(HostWithKey {
        host,
        key: key.text,
    })
}
