//! RADIUS clients as the API and events show them.

use contract::events::PartyKind;
use contract::ids::{OrganizationId, RadiusClientId};
use contract::radius::{RadiusClient, RadiusClientGroup};
use entity::radius_client::Model;
use sea_orm::ConnectionTrait;

use super::groups::{groups_of, number};
use crate::Error;
use crate::actor::Party;

/// Builds the API's representation of a RADIUS client with these groups.
pub(super) fn show(row: Model, groups: Vec<RadiusClientGroup>) -> RadiusClient {
    RadiusClient {
        id: RadiusClientId(row.id),
        name: row.name,
        network: row.network,
        hint: row.hint,
        everyone: row.everyone,
        groups,
        vlan: number(row.vlan),
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
pub(super) async fn show_stored(
    db: &impl ConnectionTrait,
    row: Model,
) -> Result<RadiusClient, Error> {
    let organization = OrganizationId(row.organization_id);
    let mut groups = groups_of(db, organization, &[row.id]).await?;
    let groups = groups.remove(&row.id).unwrap_or_default();
    Ok(show(row, groups))
}

/// The RADIUS client as the target of an event.
pub(super) fn party(row: &Model) -> Party {
    Party {
        kind: PartyKind::RadiusClient,
        id: Some(row.id),
        name: row.name.clone(),
        email: None,
    }
}
