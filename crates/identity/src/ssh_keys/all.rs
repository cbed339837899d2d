use contract::filter::SshKeyFilter;
use contract::ids::{OrganizationId, UserId};
use contract::page::{ListQuery, Page};
use contract::ssh_keys::OwnedSshKey;
use entity::ssh_key::{Column, Entity};
use rules::resource::{ResourceRefusal, may_use};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::show;
use crate::accounts::{facts, owners};
use crate::lists::{Request, Shape, all_of, one_of};
use crate::permitted::{Permitted, UsersRead};
use crate::suspension::is_suspended;
use crate::{Context, Error};

pub(super) const SHAPE: Shape = Shape::newest_first("ssh-keys");

/// Lists the keys of all users, newest first, each with its user and why a host should refuse it at the
/// moment.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn all(
    context: &Context,
    principal: &Permitted<UsersRead>,
    query: &ListQuery,
) -> Result<Page<OwnedSshKey>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<SshKeyFilter>(context, organization, None, query)?;
    page(context, organization, &request).await
}

/// Reads a page.
pub(super) async fn page(
    context: &Context,
    organization: OrganizationId,
    request: &Request<SshKeyFilter>,
) -> Result<Page<OwnedSshKey>, Error> {
    let keys = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(passes(&request.filter));
    let page = request.newest_first(context, keys, Column::Id, |row| row.id);
    let (page, read) = (page.await?, context.database().read());
    let owner_ids = page.items.iter().map(|row| row.account_id).collect();
    let owners = owners(read, organization, owner_ids).await?;
    // Its own callers are refused then, but the operator can export the keys for hosts.
    let suspended = is_suspended(read, organization).await?;
    let suspended = suspended.then_some(ResourceRefusal::OrganizationSuspended);
    // A user who was deleted since the keys were read is not there.
    Ok(page.filter_map(|row| {
        let owner = owners.get(&row.account_id)?;
        Some(OwnedSshKey {
            user_id: UserId(owner.id),
            username: owner.username.clone(),
            user_name: owner.name.clone(),
            user_email: owner.email.clone(),
            refused: suspended.or_else(|| may_use(owner.state, &facts(owner), context.now()).err()),
            key: show(row),
        })
    }))
}

fn passes(filter: &SshKeyFilter) -> Condition {
    let SshKeyFilter { fingerprint, user } = filter;
    all_of([
        one_of(Column::Fingerprint, fingerprint),
        one_of(Column::AccountId, user),
    ])
}
