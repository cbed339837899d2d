use contract::ids::{HostId, UserId};
use contract::resource_access::{ResourceAccess, ResourceCredential, ResourceObstacleKind};
use rules::role::Permission;
use sea_orm::PaginatorTrait;

use super::keys::keys_of;
use crate::directory;
use crate::host_access::{may_sign_in, may_sign_in_to_same_named};
use crate::permitted::{OrganizationRead, Permitted};
use crate::resource_access::Asked;
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Says whether a user can sign in to a host now: with an SSH key, and if the host reads its users from the LDAP
/// directory, with the password of the account or an application password. Says what prevents it, and which actions
/// the caller can take. Asks what a sign-in asks. Also requires `users:read` and `groups:read`.
///
/// # Errors
/// `not-found` if the host or the user does not exist, `forbidden`.
pub async fn check_access(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
    id: HostId,
    user: UserId,
) -> Result<ResourceAccess, Error> {
    let (read, organization) = (context.database().read(), principal.organization());
    let host = find(read, organization, id).await?;
    principal.require(Permission::UsersRead)?;
    // The answer says whether the user is in one of the groups that have access.
    principal.require(Permission::GroupsRead)?;
    let asked = Asked::read(context, principal, user).await?;
    let account = &asked.member.account;
    let allowed = may_sign_in(read, &host, account, asked.now()).await?;
    let obstacle = match allowed {
        Err(refusal) => Some(ResourceObstacleKind::from(refusal)),
        Ok(()) => {
            let has_key = keys_of(account).count(read).await? > 0;
            (!has_key).then_some(ResourceObstacleKind::NoSshKey)
        }
    };
    let mut ways = vec![asked.way(ResourceCredential::SshKey, obstacle)];
    // A host verifies the password first, and then whether its owner may sign in.
    let unlisted = match allowed {
        Err(refusal) => Some(refusal),
        Ok(()) => {
            let under = (&asked.member.organization.settings.directory, asked.now());
            may_sign_in_to_same_named(read, &host, account, under)
                .await?
                .err()
        }
    };
    let unlisted = unlisted.map(ResourceObstacleKind::from);
    for (credential, obstacle) in directory::at_a_host(context, organization, &asked).await? {
        ways.push(asked.way(credential, obstacle.or(unlisted)));
    }
    Ok(ResourceAccess::of(ways))
}
