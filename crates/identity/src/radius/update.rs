use contract::events::EventAction;
use contract::ids::RadiusClientId;
use contract::radius::{RadiusClient, UpdateRadiusClient};
use entity::radius_client::{ActiveModel, Entity};
use sea_orm::{ActiveValue::Set, EntityTrait, Unchanged};

use super::groups::{admitted, groups_of, hold_groups, write_groups};
use super::held_client::hold;
use super::show::{party, show, show_stored};
use super::values;
use crate::events::record;
use crate::fields::Fields;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::Precondition;
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
    let expected: Precondition = version.into();
    let organization = principal.organization();
    let mut fields = Fields::default();
    let name = request.name.as_deref();
    let name = name.and_then(|name| values::name(&mut fields, name));
    let network = request.network.as_deref();
    let network = network.and_then(|network| values::network(&mut fields, network));
    let vlan = request.vlan.clone().into_option();
    let vlan = vlan.map(|vlan| values::vlan(&mut fields, vlan));
    let groups = request.groups.as_deref();
    if let Some(groups) = groups {
        values::groups(&mut fields, groups);
    }
    fields.finish()?;

    let tx = context.database().begin().await?;
    if let Some(groups) = groups {
        hold_groups(&tx, organization, groups).await?;
    }
    let before = hold(&tx, organization, id).await?;
    expected.check(before.version)?;
    let mut of_clients = groups_of(&tx, organization, &[before.id]).await?;
    let shown = of_clients.remove(&before.id).unwrap_or_default();
    let mut changed = Vec::new();
    let mut row = ActiveModel::default();
    if let Some(name) = name.filter(|name| *name != before.name) {
        changed.push("name");
        row.name = Set(name);
    }
    if let Some(network) = network.filter(|network| *network != before.network) {
        changed.push("network");
        row.network = Set(network);
    }
    if let Some(everyone) = request.everyone.filter(|it| *it != before.everyone) {
        changed.push("everyone");
        row.everyone = Set(everyone);
    }
    if let Some(vlan) = vlan.filter(|vlan| *vlan != before.vlan) {
        changed.push("vlan");
        row.vlan = Set(vlan);
    }
    if let Some(on_lock) = request.on_lock.filter(|it| *it != before.on_lock) {
        changed.push("onLock");
        row.on_lock = Set(on_lock);
    }
    if let Some(on_expiry) = request.on_expiry.filter(|it| *it != before.on_expiry) {
        changed.push("onExpiry");
        row.on_expiry = Set(on_expiry);
    }
    let groups = groups.filter(|groups| **groups != *admitted(&shown));
    if let Some(groups) = groups {
        changed.push("groups");
        write_groups(&tx, organization, before.id, groups).await?;
    }
    if changed.is_empty() {
        return Ok(show(before, shown));
    }
    row.id = Unchanged(before.id);
    row.version = Set(before.version + 1);
    let after = Entity::update(row).exec(&tx).await?;
    let event = principal
        .event(EventAction::RadiusClientUpdated)
        .to(party(&after))
        .with("fields", changed.join(", "));
    record(context, &tx, organization, event).await?;
    let shown = show_stored(&tx, after).await?;
    tx.commit().await?;
    Ok(shown)
}
