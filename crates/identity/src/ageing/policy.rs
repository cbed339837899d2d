use entity::organization;
use rules::ageing::{AgeingPolicy, ComplianceDeadline};
use rules::time::Timestamp;

use crate::Error;

/// How long the organization's users may and must keep a password.
///
/// # Errors
/// When what is stored does not read: a default might be weaker than what was chosen.
pub(crate) fn ageing_of(organization: &organization::Model) -> Result<AgeingPolicy, Error> {
    serde_json::from_str(&organization.ageing_policy)
        .map_err(|_| Error::internal("the stored ageing policy does not read"))
}

/// The date by which the organization's users must have a new password, if there is one.
pub(crate) fn deadline_of(organization: &organization::Model) -> Option<ComplianceDeadline> {
    Some(ComplianceDeadline {
        since: Timestamp::from_unix_millis(organization.comply_since?),
        by: Timestamp::from_unix_millis(organization.comply_by?),
    })
}
