use entity::organization;
use rules::password_aging::ComplianceDeadline;

/// The organization's compliance deadline for its users' passwords, if any.
pub(crate) fn compliance_deadline(
    organization: &organization::Model,
) -> Option<ComplianceDeadline> {
    Some(ComplianceDeadline {
        since: organization.comply_since?,
        by: organization.comply_by?,
    })
}
