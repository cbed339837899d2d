use contract::ids::OrganizationId;
use contract::organization::Organization;
use entity::organization;

use crate::accounts::{find_organization, logo_path};
use crate::password_aging::compliance_deadline;
use crate::permitted::{OrganizationRead, Permitted};
use crate::{Context, Error};

/// Returns the principal's organization.
///
/// # Errors
/// `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
) -> Result<Organization, Error> {
    find_organization(context.database().read(), principal.organization())
        .await
        .map(show)
}

/// The organization as the API shows it.
pub(crate) fn show(row: organization::Model) -> Organization {
    Organization {
        id: OrganizationId(row.id),
        logo: logo_path(&row),
        compliance_deadline: compliance_deadline(&row),
        settings: row.settings.0,
        name: row.name,
        contact_email: row.contact_email,
        created_at: row.created_at,
        version: row.version.into(),
    }
}
