use contract::ids::OrganizationId;
use contract::organization::Organization;
use entity::organization;
use rules::role::Permission;
use rules::time::Timestamp;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::actor::Operator;
use crate::ageing::{ageing_of, deadline_of};
use crate::{Context, Error, accounts, factors, passwords};

/// The operator's organization. Needs `organization:read`.
///
/// # Errors
/// `forbidden`.
pub async fn get(context: &Context, operator: &Operator) -> Result<Organization, Error> {
    operator.require(Permission::OrganizationRead)?;
    show(find(context.database().read(), operator.organization()).await?)
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
