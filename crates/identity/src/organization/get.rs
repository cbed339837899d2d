use contract::ids::OrganizationId;
use contract::organization::Organization;
use entity::organization;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::ageing::deadline_of;
use crate::permitted::{OrganizationRead, Permitted};
use crate::{Context, Error};

/// The principal's organization.
///
/// # Errors
/// `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
) -> Result<Organization, Error> {
    find(context.database().read(), principal.organization())
        .await
        .map(show)
}

/// The organization with this identifier.
///
/// # Errors
/// `not-found`.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    id: OrganizationId,
) -> Result<organization::Model, Error> {
    organization::Entity::find_by_id(id.0)
        .one(db)
        .await?
        .ok_or(Error::NotFound)
}

pub(super) fn show(row: organization::Model) -> Organization {
    Organization {
        id: OrganizationId(row.id),
        compliance_deadline: deadline_of(&row),
        settings: row.settings.0,
        name: row.name,
        contact_email: row.contact_email,
        created_at: row.created_at,
        version: u64::try_from(row.version).unwrap_or_default(),
    }
}
