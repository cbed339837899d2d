use contract::ids::{RadiusClientId, UserId};
use contract::resource_access::{ResourceAccess, ResourceCredential, ResourceObstacleKind};
use entity::radius_client::Model;
use rules::role::Permission;

use super::groups::vlan_of;
use super::may_connect::{may_connect, policy};
use crate::permitted::{OrganizationRead, Permitted};
use crate::resource_access::Asked;
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Says whether a user can connect through a RADIUS client now, with the password of the account or with an
/// application password, what prevents it, and which actions the caller can take. Asks what a connection asks.
/// Also requires `users:read` and `groups:read`.
///
/// # Errors
/// `not-found` if the RADIUS client or the user does not exist, `forbidden`.
pub async fn check_access(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
    id: RadiusClientId,
    user: UserId,
) -> Result<ResourceAccess, Error> {
    let read = context.database().read();
    let client = find(read, principal.organization(), id).await?;
    principal.require(Permission::UsersRead)?;
    // The answer says whether the user is in one of the groups that have access.
    principal.require(Permission::GroupsRead)?;
    let asked = Asked::read(context, principal, user).await?;
    let policy = policy(&client);
    let allowed = may_connect(policy, &asked.member, asked.now());
    let password = asked.password(allowed.err().map(ResourceObstacleKind::from));
    let application_password = asked.application_password(context, policy).await?;
    let mut ways = Vec::new();
    for (credential, obstacle) in [
        (ResourceCredential::Password, password),
        (
            ResourceCredential::ApplicationPassword,
            application_password,
        ),
    ] {
        let obstacle = match obstacle {
            None => group_obstacle(context, &client, &asked).await?,
            found => found,
        };
        ways.push(asked.way(credential, obstacle));
    }
    Ok(ResourceAccess::of(ways))
}

/// Groups are asked last.
async fn group_obstacle(
    context: &Context,
    client: &Model,
    asked: &Asked<'_>,
) -> Result<Option<ResourceObstacleKind>, Error> {
    let read = context.database().read();
    let vlan = vlan_of(read, client, asked.member.account.id).await?;
    Ok(vlan.err().map(ResourceObstacleKind::from))
}
