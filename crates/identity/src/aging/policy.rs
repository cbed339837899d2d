use contract::ids::OrganizationId;
use entity::organization;
use rules::aging::ComplianceDeadline;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::Error;

/// The organization's compliance deadline for its users' passwords, if any.
pub(crate) fn deadline_of(organization: &organization::Model) -> Option<ComplianceDeadline> {
    Some(ComplianceDeadline {
        since: organization.comply_since?,
        by: organization.comply_by?,
    })
}

/// The same for the organization with this identifier.
///
/// # Errors
/// When the database fails.
pub(crate) async fn find_deadline(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Option<ComplianceDeadline>, Error> {
    let found = organization::Entity::find_by_id(organization.0)
        .one(db)
        .await?;
    Ok(found.as_ref().and_then(deadline_of))
}
