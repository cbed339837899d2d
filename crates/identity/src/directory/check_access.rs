use contract::ids::{OrganizationId, UserId};
use contract::resource_access::{ResourceAccess, ResourceCredential, ResourceObstacleKind};
use rules::directory::may_bind;
use rules::role::Permission;

use super::posix;
use super::refusal::bind_facts;
use super::tenant::Tenant;
use crate::permitted::{Permitted, UsersRead};
use crate::resource_access::Asked;
use crate::{Context, Error};

/// What prevents that the password of an account, and an application password for devices and programs, are accepted.
pub(crate) type PasswordObstacles = [(ResourceCredential, Option<ResourceObstacleKind>); 2];

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
    let obstacles = match Tenant::of(read, principal.organization()).await? {
        Some(tenant) => at_bind(context, &tenant, &asked).await?,
        None => both(ResourceObstacleKind::DirectoryOff),
    };
    let ways = obstacles.map(|(credential, obstacle)| asked.way(credential, obstacle));
    Ok(ResourceAccess::of(ways.into()))
}

/// What prevents that a host which reads its users from the directory accepts their passwords, apart from who may sign
/// in to it.
///
/// # Errors
/// If the database fails.
pub(crate) async fn at_a_host(
    context: &Context,
    organization: OrganizationId,
    asked: &Asked<'_>,
) -> Result<PasswordObstacles, Error> {
    let read = context.database().read();
    let Some(tenant) = Tenant::of(read, organization).await? else {
        return Ok(both(ResourceObstacleKind::DirectoryOff));
    };
    // Without such an account, the host does not know the user, and asks no further.
    if let Some(obstacle) = posix::obstacle(read, &tenant, &asked.member.account).await? {
        return Ok(both(obstacle));
    }
    at_bind(context, &tenant, asked).await
}

async fn at_bind(
    context: &Context,
    tenant: &Tenant,
    asked: &Asked<'_>,
) -> Result<PasswordObstacles, Error> {
    let (facts, policy) = (bind_facts(&asked.member), tenant.policy());
    let refusal = may_bind(&facts, policy, asked.now()).err();
    let refusal = refusal.map(|it| ResourceObstacleKind::of_bind(it, &facts));
    let application_password = asked.application_password(context, policy.resource());
    Ok([
        (ResourceCredential::Password, asked.password(refusal)),
        (
            ResourceCredential::ApplicationPassword,
            application_password.await?,
        ),
    ])
}

const fn both(obstacle: ResourceObstacleKind) -> PasswordObstacles {
    [
        (ResourceCredential::Password, Some(obstacle)),
        (ResourceCredential::ApplicationPassword, Some(obstacle)),
    ]
}
