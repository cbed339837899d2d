use contract::filter::{GroupFilter, NoFilter};
use contract::groups::Group;
use contract::ids::{OrganizationId, UserId};
use contract::page::{ListQuery, Page};
use entity::group_member;
use entity::user_group::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::show::show;
use crate::addresses::Portal;
use crate::lists::{Request, Shape, has_words};
use crate::permitted::{GroupsRead, Permitted};
use crate::{Context, Error, accounts};

const SHAPE: Shape = Shape::by_name_or_creation("groups");

/// Lists groups. Sorts: `name` (default), `createdAt`.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<GroupsRead>,
    query: &ListQuery,
) -> Result<Page<Group>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<GroupFilter>(context, organization, None, query)?;
    let GroupFilter { member } = &request.filter;
    page(context, organization, &request, member).await
}

/// Lists the groups that a user is in. Sorts: `name` (default), `createdAt`.
///
/// # Errors
/// `not-found`, `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn of_user(
    context: &Context,
    principal: &Permitted<GroupsRead>,
    user: UserId,
    query: &ListQuery,
) -> Result<Page<Group>, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let account = accounts::find(read, organization, Portal::User, user.0).await?;
    let request = SHAPE.read::<NoFilter>(context, organization, Some(account.id), query)?;
    page(context, organization, &request, &[account.id]).await
}

/// The page of the groups that have one of `members`, or of all groups if there are none.
async fn page<F>(
    context: &Context,
    organization: OrganizationId,
    request: &Request<F>,
    members: &[Uuid],
) -> Result<Page<Group>, Error> {
    let mut groups = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(has_words(Column::SearchWords, &request.words));
    if !members.is_empty() {
        let theirs = group_member::Entity::find()
            .select_only()
            .column(group_member::Column::GroupId)
            .filter(group_member::Column::OrganizationId.eq(organization.0))
            .filter(group_member::Column::AccountId.is_in(members.iter().copied()));
        groups = groups.filter(Column::Id.in_subquery(theirs.into_query()));
    }
    let columns = [Column::NameKey, Column::CreatedAt, Column::Id];
    let page = request.by_name_or_creation(context, groups, columns, |row| {
        (row.name_key.clone(), row.created_at, row.id)
    });
    Ok(page.await?.map(show))
}
