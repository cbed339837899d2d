use contract::hosts::{Host, UpdateHost};
use contract::ids::HostId;
use entity::linux_host::{ActiveModel, Entity};
use sea_orm::{ActiveValue::Set, Unchanged};

use crate::fields::{Fields, NAME};
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::Precondition;
use crate::resources::{self, Update};
use crate::{Context, Error};

/// Changes a host, if `version` is current. Applies from the next sign-in on.
///
/// # Errors
/// `invalid-fields`, `stale-version`, `not-found`, `forbidden`.
pub async fn update(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    id: HostId,
    version: impl Into<Precondition>,
    request: &UpdateHost,
) -> Result<Host, Error> {
    let UpdateHost {
        name,
        everyone,
        groups,
        on_lock,
        on_expiry,
    } = request;
    let update = Update::<Entity> {
        id,
        expected: version.into(),
        groups: groups.as_deref(),
    };
    let mut fields = Fields::default();
    let name = name.as_deref();
    let name = name.and_then(|name| fields.line("name", name, NAME));
    if let Some(groups) = update.groups {
        resources::validate_groups::<Entity>(&mut fields, groups);
    }
    fields.finish()?;
    resources::update(context, principal, update, |before, changes| ActiveModel {
        id: Unchanged(before.id),
        name: changes.value("name", name, &before.name),
        everyone: changes.value("everyone", *everyone, &before.everyone),
        on_lock: changes.value("onLock", *on_lock, &before.on_lock),
        on_expiry: changes.value("onExpiry", *on_expiry, &before.on_expiry),
        version: Set(before.version.incremented()),
        ..Default::default()
    })
    .await
}
