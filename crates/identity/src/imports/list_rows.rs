use contract::filter::ImportRowFilter;
use contract::ids::ImportId;
use contract::imports::ImportRow;
use contract::page::{ListQuery, Page};
use entity::user_import_row::{Column, Entity, Model};
use rules::role::Permission;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::show::show_row;
use crate::lists::{Key, Shape, one_of};
use crate::permitted::{Permitted, UsersWrite};
use crate::tenant_rows::find;
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "import-rows",
    sorts: &["number"],
    default_sort: "number",
    search: false,
};

/// Lists the rows of an import, in the order of the file. Also requires `users:read`.
///
/// # Errors
/// `not-found`, `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list_rows(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: ImportId,
    query: &ListQuery,
) -> Result<Page<ImportRow>, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let import = find(read, organization, id).await?;
    principal.require(Permission::UsersRead)?;
    let request = SHAPE.read::<ImportRowFilter>(context, organization, Some(id.0), query)?;
    let ImportRowFilter { outcome } = &request.filter;
    let mut rows = Entity::find()
        .filter(Column::ImportId.eq(import.id))
        .filter(Column::OrganizationId.eq(organization.0));
    if !outcome.is_empty() {
        rows = rows
            .filter(one_of(Column::Outcome, outcome))
            .filter(Column::Number.lte(import.position));
    }
    let place = |row: &Model| (Key::At(row.number.into()), row.import_id);
    let page = request.sorted(context, rows, [Column::Number, Column::ImportId], place);
    Ok(page.await?.map(|row| show_row(&import, row)))
}
