//! Whether an organization is suspended, for what is not done by one of its accounts: those are refused
//! by the rules of signing in and by the gate.

use contract::ids::OrganizationId;
use entity::organization;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::Error;

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
