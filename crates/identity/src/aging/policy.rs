use contract::ids::OrganizationId;
use entity::organization;
use rules::aging::ComplianceDeadline;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::Error;

/// The date by which the organization's users must have a new password, if there is one.
pub(crate) fn deadline_of(organization: &organization::Model) -> Option<ComplianceDeadline> {
    Some(ComplianceDeadline {
        since: organization.comply_since?,
        by: organization.comply_by?,
    })
}

/// The same of the organization with this identifier.
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
