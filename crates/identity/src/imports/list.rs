use contract::filter::NoFilter;
use contract::imports::UserImport;
use contract::page::{ListQuery, Page};
use entity::user_import::{Column, Entity};
use rules::import::ImportState;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::show::show;
use crate::lists::Shape;
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error};

const SHAPE: Shape = Shape::newest_first("imports");

/// Lists the imports, newest first. Uploads that were not completed are left out.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    query: &ListQuery,
) -> Result<Page<UserImport>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<NoFilter>(context, organization, None, query)?;
    let imports = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::State.ne(ImportState::Reading));
    let page = request.newest_first(context, imports, Column::Id, |row| row.id);
    let (page, read) = (page.await?, context.database().read());
    let mut items = Vec::with_capacity(page.items.len());
    for import in page.items {
        items.push(show(read, principal, import).await?);
    }
    Ok(Page {
        items,
        total: page.total,
        total_is_exact: page.total_is_exact,
        next_cursor: page.next_cursor,
    })
}
