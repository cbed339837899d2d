use contract::ids::OrganizationId;
use entity::organization;
use rules::ageing::{AgeingPolicy, ComplianceDeadline};
use rules::time::Timestamp;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::Error;
use crate::settings::settings_of;

/// How long the organization's users may and must keep a password.
///
/// # Errors
/// When what is stored does not read: a default might be weaker than what was chosen.
pub(crate) fn ageing_of(organization: &organization::Model) -> Result<AgeingPolicy, Error> {
    Ok(settings_of(organization)?.ageing_policy)
}

/// The date by which the organization's users must have a new password, if there is one.
pub(crate) fn deadline_of(organization: &organization::Model) -> Option<ComplianceDeadline> {
    Some(ComplianceDeadline {
        since: Timestamp::from_unix_millis(organization.comply_since?),
        by: Timestamp::from_unix_millis(organization.comply_by?),
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
