//! Hosts as the API and events show them.

use contract::applications::AccessGroup;
use contract::events::PartyKind;
use contract::hosts::Host;
use contract::ids::{HostId, OrganizationId};
use entity::linux_host::Model;
use sea_orm::ConnectionTrait;

use super::groups::groups_of;
use crate::Error;
use crate::actor::Party;

/// Builds the API's representation of a host with these groups.
pub(super) fn show(row: Model, groups: Vec<AccessGroup>) -> Host {
    Host {
        id: HostId(row.id),
        name: row.name,
        hint: row.hint,
        everyone: row.everyone,
        groups,
        on_lock: row.on_lock,
        on_expiry: row.on_expiry,
        created_by: row.created_by,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        version: u64::try_from(row.version).unwrap_or_default(),
    }
}

/// As [`show`], with the groups that are stored.
///
/// # Errors
/// If the database fails.
pub(super) async fn show_stored(db: &impl ConnectionTrait, row: Model) -> Result<Host, Error> {
    let organization = OrganizationId(row.organization_id);
    let mut groups = groups_of(db, organization, &[row.id]).await?;
    let groups = groups.remove(&row.id).unwrap_or_default();
    Ok(show(row, groups))
}

/// The host as the target of an event.
pub(super) fn party(row: &Model) -> Party {
    Party {
        kind: PartyKind::Host,
        id: Some(row.id),
        name: row.name.clone(),
        email: None,
    }
}
