use contract::events::EventAction;
use contract::hosts::{Host, UpdateHost};
use contract::ids::{GroupId, HostId};
use entity::linux_host::{ActiveModel, Entity};
use sea_orm::{ActiveValue::Set, EntityTrait, Unchanged};

use super::groups::{groups_of, hold_groups, write_groups};
use super::held_host::hold;
use super::show::{party, show, show_stored};
use super::values;
use crate::events::record;
use crate::fields::Fields;
use crate::permitted::{OrganizationWrite, Permitted};
use crate::precondition::Precondition;
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
    let expected: Precondition = version.into();
    let organization = principal.organization();
    let mut fields = Fields::default();
    let name = request.name.as_deref();
    let name = name.and_then(|name| values::name(&mut fields, name));
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
    let mut of_hosts = groups_of(&tx, organization, &[before.id]).await?;
    let shown = of_hosts.remove(&before.id).unwrap_or_default();
    let mut changed = Vec::new();
    let mut row = ActiveModel::default();
    if let Some(name) = name.filter(|name| *name != before.name) {
        changed.push("name");
        row.name = Set(name);
    }
    if let Some(everyone) = request.everyone.filter(|it| *it != before.everyone) {
        changed.push("everyone");
        row.everyone = Set(everyone);
    }
    if let Some(on_lock) = request.on_lock.filter(|it| *it != before.on_lock) {
        changed.push("onLock");
        row.on_lock = Set(on_lock);
    }
    if let Some(on_expiry) = request.on_expiry.filter(|it| *it != before.on_expiry) {
        changed.push("onExpiry");
        row.on_expiry = Set(on_expiry);
    }
    // Their order means nothing.
    let has = |group: &GroupId| shown.iter().any(|shown| shown.id == *group);
    let same = |groups: &[GroupId]| groups.len() == shown.len() && groups.iter().all(has);
    if let Some(groups) = groups.filter(|groups| !same(groups)) {
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
        .event(EventAction::HostUpdated)
        .to(party(&after))
        .with("fields", changed.join(", "));
    record(context, &tx, organization, event).await?;
    let shown = show_stored(&tx, after).await?;
    tx.commit().await?;
    Ok(shown)
}
