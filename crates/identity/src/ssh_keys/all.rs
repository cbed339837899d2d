use contract::filter::SshKeyFilter;
use contract::ids::{OrganizationId, UserId};
use contract::page::{ListQuery, Page, Total};
use contract::ssh_keys::OwnedSshKey;
use entity::ssh_key::{Column, Entity, Model};
use rules::resource::{ResourceRefusal, may_use};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryTrait};

use super::show;
use crate::accounts::{facts, owners};
use crate::lists::{Key, Request, Shape, all_of, before, count, one_of};
use crate::permitted::{Permitted, UsersRead};
use crate::suspension::is_suspended;
use crate::{Context, Error};

pub(super) const SHAPE: Shape = Shape {
    name: "ssh-keys",
    sorts: &[],
    default_sort: "",
    search: false,
};

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
    page(context, organization, &request, None).await
}

/// Reads a page. `total` is the number of all keys that match; they are counted if it is `None`.
pub(super) async fn page(
    context: &Context,
    organization: OrganizationId,
    request: &Request<SshKeyFilter>,
    total: Option<Total>,
) -> Result<Page<OwnedSshKey>, Error> {
    let read = context.database().read();
    let keys = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(passes(&request.filter));
    let after = request.after.as_ref().map(|after| after.id);
    let total = match total {
        Some(total) => total,
        None => count(read, keys.clone().into_query(), request.exact_total).await?,
    };
    let rows = before(keys, Column::Id, after, request.rows());
    let rows = rows.all(read).await?;
    let key = |row: &Model| (Key::Id, row.id);
    let page = request.page(context, rows, total, key, |row| row)?;
    let owner_ids = page.items.iter().map(|row| row.account_id).collect();
    let owners = owners(read, organization, owner_ids).await?;
    // Its own callers are refused then, but the operator can export the keys for hosts.
    let suspended = is_suspended(read, organization).await?;
    let suspended = suspended.then_some(ResourceRefusal::OrganizationSuspended);
    // A user who was deleted since the keys were read is not there.
    let owned = page.items.into_iter().filter_map(|row| {
        let owner = owners.get(&row.account_id)?;
        Some(OwnedSshKey {
            user_id: UserId(owner.id),
            username: owner.username.clone(),
            user_name: owner.name.clone(),
            user_email: owner.email.clone(),
            refused: suspended.or_else(|| may_use(owner.state, &facts(owner), context.now()).err()),
            key: show(row),
        })
    });
    Ok(Page {
        items: owned.collect(),
        total: page.total,
        total_is_exact: page.total_is_exact,
        next_cursor: page.next_cursor,
    })
}

fn passes(filter: &SshKeyFilter) -> Condition {
    let SshKeyFilter { fingerprint, user } = filter;
    all_of([
        one_of(Column::Fingerprint, fingerprint),
        one_of(Column::AccountId, user),
    ])
}
