use contract::ids::OrganizationId;
use contract::me::AdministratorMe;
use entity::organization;
use rules::role::Permission;
use sea_orm::EntityTrait;

use crate::accounts::{branding, facts, own_mfa, role};
use crate::actor::SignedInAdministrator;
use crate::addresses::Portal;
use crate::{Context, Error, accounts, passwords};

/// Returns the account of the signed-in administrator, with the permissions of their role.
///
/// # Errors
/// If the database fails.
pub async fn get_with_permissions(
    context: &Context,
    administrator: &SignedInAdministrator,
) -> Result<AdministratorMe, Error> {
    let read = context.database().read();
    let (organization, id) = (administrator.organization, administrator.id());
    let account = accounts::find(read, organization, Portal::Admin, id.0).await?;
    let organization = organization::Entity::find_by_id(organization.0)
        .one(read)
        .await?
        .ok_or(Error::NotFound)?;
    let role = role(&account)?;
    Ok(AdministratorMe {
        id,
        organization_id: OrganizationId(organization.id),
        password_policy: passwords::requirements(&account, &organization).policy,
        recovery_email_enabled: organization.settings.recovery_email_enabled,
        mfa: own_mfa(&account, &organization, context.now()),
        branding: branding(&organization),
        organization_name: organization.name,
        password_set_at: facts(&account).set_at,
        email: account.email,
        name: account.name,
        role,
        permissions: Permission::ALL
            .into_iter()
            .filter(|one| role.allows(*one))
            .collect(),
    })
}
