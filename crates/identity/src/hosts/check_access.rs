use contract::ids::{HostId, UserId};
use contract::resource_access::{ResourceAccess, ResourceCredential, ResourceObstacleKind};
use rules::role::Permission;
use sea_orm::PaginatorTrait;

use super::may_sign_in::{keys_of, may_sign_in};
use crate::permitted::{OrganizationRead, Permitted};
use crate::resource_access::Asked;
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Says whether a user can sign in to a host now, what prevents it, and which actions the caller can take. Asks
/// what a sign-in asks. Also requires `users:read` and `groups:read`.
///
/// # Errors
/// `not-found` if the host or the user does not exist, `forbidden`.
pub async fn check_access(
    context: &Context,
    principal: &Permitted<OrganizationRead>,
    id: HostId,
    user: UserId,
) -> Result<ResourceAccess, Error> {
    let read = context.database().read();
    let host = find(read, principal.organization(), id).await?;
    principal.require(Permission::UsersRead)?;
    // The answer says whether the user is in one of the groups that have access.
    principal.require(Permission::GroupsRead)?;
    let asked = Asked::read(context, principal, user).await?;
    let account = &asked.member.account;
    let obstacle = match may_sign_in(read, &host, account, asked.now()).await? {
        Err(refusal) => Some(ResourceObstacleKind::from(refusal)),
        Ok(()) => {
            let has_key = keys_of(account).count(read).await? > 0;
            (!has_key).then_some(ResourceObstacleKind::NoSshKey)
        }
    };
    let way = asked.way(ResourceCredential::SshKey, obstacle);
    Ok(ResourceAccess::of(vec![way]))
}
