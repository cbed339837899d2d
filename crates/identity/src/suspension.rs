//! Whether an organization is suspended, for what is not done by one of its accounts: those are refused
//! by the rules of signing in and by the gate.

use contract::ids::OrganizationId;
use entity::organization;
use rules::organization_state::OrganizationState;
use rules::time::Timestamp;
use sea_orm::{ConnectionTrait, DerivePartialModel, EntityTrait, PaginatorTrait, QueryFilter};

use crate::Error;

/// What decides whether an organization may be used. Its settings are not read.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "organization::Entity")]
pub(crate) struct Tenant {
    suspended_at: Option<Timestamp>,
    delete_at: Option<Timestamp>,
}

impl Tenant {
    /// Whether it may be used.
    pub const fn state(&self) -> OrganizationState {
        OrganizationState::of(self.suspended_at, self.delete_at)
    }
}

/// Whether the organization is suspended.
///
/// # Errors
/// If the database fails.
pub(crate) async fn is_suspended(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<bool, Error> {
    let suspended = organization::Entity::find_by_id(organization.0)
        .filter(organization::is_suspended())
        .count(db)
        .await?;
    Ok(suspended > 0)
}
