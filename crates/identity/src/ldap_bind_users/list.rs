use contract::filter::NoFilter;
use contract::ldap_bind_users::LdapBindUser;
use contract::page::{ListQuery, Page};
use entity::ldap_bind_user::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::show::Shown;
use crate::lists::Shape;
use crate::permitted::{LdapBindUsersRead, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape::newest_first("ldap-bind-users");

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
    let page = request.newest_first(context, bind_users, Column::Id, |row| row.id);
    let (page, read) = (page.await?, context.database().read());
    let shown = Shown::read(read, organization, &page.items).await?;
    Ok(page.map(|row| shown.show(row)))
}
