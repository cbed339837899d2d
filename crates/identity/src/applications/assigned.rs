use std::collections::HashMap;

use contract::applications::{AssignedGroup, AssignedUser};
use contract::filter::NoFilter;
use contract::ids::{ApplicationId, GroupId, UserId};
use contract::page::{ListQuery, Page};
use entity::{application_account, application_group, user_group};
use rules::role::Permission;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::held_application::find;
use crate::accounts::names_and_emails;
use crate::lists::{Key, Shape, count};
use crate::permitted::{ApplicationsRead, Permitted};
use crate::{Context, Error};

const GROUPS: Shape = Shape {
    name: "application-groups",
    sorts: &[],
    default_sort: "",
    search: false,
};
const USERS: Shape = Shape {
    name: "application-users",
    ..GROUPS
};

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
    use application_group::{Column, Entity};
    let organization = principal.organization();
    let read = context.database().read();
    let application = find(read, organization, id).await?;
    let request = GROUPS.read::<NoFilter>(context, organization, Some(application.id), query)?;
    let assigned = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::ApplicationId.eq(application.id));
    let place = [Column::AssignedAt, Column::GroupId].map(|column| Expr::col((Entity, column)));
    let rows = request.page_of(assigned.clone(), place);
    let total = count(read, assigned.into_query(), request.exact_total);
    let (rows, total) = tokio::join!(rows.all(read), total);
    let rows = rows?;
    let names: Vec<(Uuid, String)> = user_group::Entity::find()
        .select_only()
        .columns([user_group::Column::Id, user_group::Column::Name])
        .filter(user_group::Column::OrganizationId.eq(organization.0))
        .filter(user_group::Column::Id.is_in(rows.iter().map(|row| row.group_id)))
        .into_tuple()
        .all(read)
        .await?;
    let mut names: HashMap<Uuid, String> = names.into_iter().collect();
    request.page(
        context,
        rows,
        total?,
        |row| (Key::At(row.assigned_at.unix_millis()), row.group_id),
        |row| AssignedGroup {
            id: GroupId(row.group_id),
            name: names.remove(&row.group_id).unwrap_or_default(),
            assigned_at: row.assigned_at,
        },
    )
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
    use application_account::{Column, Entity};
    let organization = principal.organization();
    let read = context.database().read();
    let application = find(read, organization, id).await?;
    principal.require(Permission::UsersRead)?;
    let request = USERS.read::<NoFilter>(context, organization, Some(application.id), query)?;
    let assigned = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::ApplicationId.eq(application.id));
    let place = [Column::AssignedAt, Column::AccountId].map(|column| Expr::col((Entity, column)));
    let rows = request.page_of(assigned.clone(), place);
    let total = count(read, assigned.into_query(), request.exact_total);
    let (rows, total) = tokio::join!(rows.all(read), total);
    let rows = rows?;
    let ids = rows.iter().map(|row| row.account_id);
    let mut people = names_and_emails(read, organization, ids).await?;
    request.page(
        context,
        rows,
        total?,
        |row| (Key::At(row.assigned_at.unix_millis()), row.account_id),
        |row| {
            let (name, email) = people.remove(&row.account_id).unwrap_or_default();
            AssignedUser {
                id: UserId(row.account_id),
                name,
                email,
                assigned_at: row.assigned_at,
            }
        },
    )
}
