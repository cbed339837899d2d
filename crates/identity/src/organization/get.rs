use contract::ids::OrganizationId;
use contract::organization::Organization;
use entity::organization;
use rules::time::Timestamp;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::ageing::{ageing_of, deadline_of};
use crate::permitted::{OrganizationRead, Permitted};
use crate::{Context, Error, accounts, factors, passwords};

/// The principal's organization.
///
/// # Errors
/// `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
) -> Result<Organization, Error> {
    show(find(context.database().read(), principal.organization()).await?)
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

pub(super) fn show(row: organization::Model) -> Result<Organization, Error> {
    Ok(Organization {
        id: OrganizationId(row.id),
        password_policy: passwords::policy_of(&row)?,
        lockout_policy: accounts::lockout_of(&row)?,
        ageing_policy: ageing_of(&row)?,
        mfa_policy: factors::policy_of(&row)?,
        compliance_deadline: deadline_of(&row),
        recovery_email_enabled: row.recovery_email_enabled,
        name: row.name,
        contact_email: row.contact_email,
        users_may_edit_profile: row.users_may_edit_profile,
        created_at: Timestamp::from_unix_millis(row.created_at),
        version: u64::try_from(row.version).unwrap_or_default(),
    })
}
