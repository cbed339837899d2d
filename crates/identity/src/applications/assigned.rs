use std::collections::HashMap;

use contract::applications::{AssignedGroup, AssignedUser};
use contract::filter::NoFilter;
use contract::ids::{ApplicationId, GroupId, UserId};
use contract::page::{ListQuery, Page};
use entity::{application_account, application_group, user_group};
use rules::role::Permission;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::accounts::names_and_emails;
use crate::lists::{Key, Shape};
use crate::permitted::{ApplicationsRead, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

const GROUPS: Shape = Shape::newest_first("application-groups");
const USERS: Shape = Shape::newest_first("application-users");

/// Lists the groups that an application is assigned to, latest assignment first.
///
/// # Errors
/// `not-found`, `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn groups(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
    query: &ListQuery,
) -> Result<Page<AssignedGroup>, Error> {
    use application_group::{Column, Entity, Model};
    let organization = principal.organization();
    let read = context.database().read();
    let application = find(read, organization, id).await?;
    let request = GROUPS.read::<NoFilter>(context, organization, Some(application.id), query)?;
    let assigned = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::ApplicationId.eq(application.id));
    let place = |row: &Model| (Key::At(row.assigned_at.unix_millis()), row.group_id);
    let by = [Column::AssignedAt, Column::GroupId];
    let page = request.sorted(context, assigned, by, place).await?;
    let ids = page.items.iter().map(|row| row.group_id);
    let names: Vec<(Uuid, String)> = user_group::Entity::find()
        .select_only()
        .columns([user_group::Column::Id, user_group::Column::Name])
        .filter(user_group::Column::OrganizationId.eq(organization.0))
        .filter(user_group::Column::Id.is_in(ids))
        .into_tuple()
        .all(read)
        .await?;
    let mut names: HashMap<Uuid, String> = names.into_iter().collect();
    Ok(page.map(|row| AssignedGroup {
        id: GroupId(row.group_id),
        name: names.remove(&row.group_id).unwrap_or_default(),
        assigned_at: row.assigned_at,
    }))
}

/// Lists the users that an application is assigned to directly, latest assignment first. Also requires
/// `users:read`.
///
/// # Errors
/// `not-found`, `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn users(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
    query: &ListQuery,
) -> Result<Page<AssignedUser>, Error> {
    use application_account::{Column, Entity, Model};
    let organization = principal.organization();
    let read = context.database().read();
    let application = find(read, organization, id).await?;
    principal.require(Permission::UsersRead)?;
    let request = USERS.read::<NoFilter>(context, organization, Some(application.id), query)?;
    let assigned = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::ApplicationId.eq(application.id));
    let place = |row: &Model| (Key::At(row.assigned_at.unix_millis()), row.account_id);
    let by = [Column::AssignedAt, Column::AccountId];
    let page = request.sorted(context, assigned, by, place).await?;
    let ids = page.items.iter().map(|row| row.account_id);
    let mut people = names_and_emails(read, organization, ids).await?;
    Ok(page.map(|row| {
        let (name, email) = people.remove(&row.account_id).unwrap_or_default();
        AssignedUser {
            id: UserId(row.account_id),
            name,
            email,
            assigned_at: row.assigned_at,
        }
    }))
}
