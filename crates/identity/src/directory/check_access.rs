use contract::ids::UserId;
use contract::resource_access::{ResourceAccess, ResourceCredential, ResourceObstacleKind};
use rules::directory::judge_bind;
use rules::role::Permission;

use super::refusal::bind_facts;
use super::tenant::Tenant;
use crate::permitted::{Permitted, UsersRead};
use crate::resource_access::Asked;
use crate::{Context, Error};

/// Says whether a user can authenticate at the LDAP directory now, with the password of the account or with an
/// application password for a device or program, what prevents it, and which actions the caller can take. Asks
/// what a bind asks. Also requires `organization:read`.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn check_access(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: UserId,
) -> Result<ResourceAccess, Error> {
    let asked = Asked::read(context, principal, id).await?;
    principal.require(Permission::OrganizationRead)?;
    let read = context.database().read();
    let (password, application_password) = match Tenant::of(read, principal.organization()).await? {
        Some(tenant) => {
            let (facts, policy) = (bind_facts(&asked.member), tenant.policy());
            let judged = judge_bind(&facts, policy, asked.now());
            let refusal = judged.err();
            let refusal = refusal.map(|it| ResourceObstacleKind::of_bind(it, &facts));
            (
                asked.password(refusal),
                asked
                    .application_password(context, policy.resource())
                    .await?,
            )
        }
        None => {
            let off = Some(ResourceObstacleKind::DirectoryOff);
            (off, off)
        }
    };
    Ok(ResourceAccess::of(vec![
        asked.way(ResourceCredential::Password, password),
        asked.way(
            ResourceCredential::ApplicationPassword,
            application_password,
        ),
    ]))
}
