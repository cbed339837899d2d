use contract::filter::NoFilter;
use contract::imports::UserImport;
use contract::page::{ListQuery, Page};
use entity::user_import::{Column, Entity};
use rules::import::ImportState;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use super::show::show;
use crate::lists::{Key, Shape, before, count};
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "imports",
    sorts: &[],
    default_sort: "",
    search: false,
};

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
    let read = context.database().read();
    let after = request.after.as_ref().map(|after| after.id);
    let page = before(imports.clone(), Column::Id, after, request.rows());
    let total = count(read, imports.into_query(), request.exact_total);
    let (rows, total) = tokio::join!(page.all(read), total);
    let page = request.page(context, rows?, total?, |row| (Key::Id, row.id), |row| row)?;
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
