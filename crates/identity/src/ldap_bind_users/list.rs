use contract::filter::NoFilter;
use contract::ldap_bind_users::LdapBindUser;
use contract::page::{ListQuery, Page};
use entity::ldap_bind_user::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use super::show::Shown;
use crate::lists::{Key, Shape, before, count};
use crate::permitted::{LdapBindUsersRead, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "ldap-bind-users",
    sorts: &[],
    default_sort: "",
    search: false,
};

/// Lists the organization's bind users, newest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<LdapBindUsersRead>,
    query: &ListQuery,
) -> Result<Page<LdapBindUser>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<NoFilter>(context, organization, None, query)?;
    let bind_users = Entity::find().filter(Column::OrganizationId.eq(organization.0));
    let read = context.database().read();
    let after = request.after.as_ref().map(|after| after.id);
    let page = before(bind_users.clone(), Column::Id, after, request.rows());
    let total = count(read, bind_users.into_query(), request.exact_total);
    let (rows, total) = tokio::join!(page.all(read), total);
    let rows = rows?;
    let shown = Shown::read(read, organization, &rows).await?;
    request.page(
        context,
        rows,
        total?,
        |row| (Key::Id, row.id),
        |row| shown.show(row),
    )
}
