use contract::ids::RadiusClientId;
use contract::radius::{RadiusClient, UpdateRadiusClient};
use entity::radius_client::{ActiveModel, Entity};
use sea_orm::{ActiveValue::Set, Unchanged};

use super::values;
use crate::fields::{Fields, NAME};
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::Precondition;
use crate::resources::{self, Update};
use crate::{Context, Error};

/// Changes a RADIUS client, if `version` is current. Applies from the next question on.
///
/// # Errors
/// `invalid-fields`, `stale-version`, `not-found`, `forbidden`.
pub async fn update(
    context: &Context,
    principal: &Permitted<OrganizationWrite>,
    id: RadiusClientId,
    version: impl Into<Precondition>,
    request: &UpdateRadiusClient,
) -> Result<RadiusClient, Error> {
    let UpdateRadiusClient {
        name,
        network,
        everyone,
        groups,
        vlan,
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
    let network = network.as_deref();
    let network = network.and_then(|network| values::network(&mut fields, network));
    let vlan = vlan.clone().into_option();
    let vlan = vlan.map(|vlan| values::vlan(&mut fields, vlan));
    if let Some(groups) = update.groups {
        values::groups(&mut fields, groups);
    }
    fields.finish()?;
    resources::update(context, principal, update, |before, changes| ActiveModel {
        id: Unchanged(before.id),
        name: changes.value("name", name, &before.name),
        network: changes.value("network", network, &before.network),
        everyone: changes.value("everyone", *everyone, &before.everyone),
        vlan: changes.value("vlan", vlan, &before.vlan),
        on_lock: changes.value("onLock", *on_lock, &before.on_lock),
        on_expiry: changes.value("onExpiry", *on_expiry, &before.on_expiry),
        version: Set(before.version.incremented()),
        ..Default::default()
    })
    .await
}
