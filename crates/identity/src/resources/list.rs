use contract::filter::NoFilter;
use contract::page::{ListQuery, Page};
use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::show::show_stored;
use super::table::ResourceTable;
use crate::actor::AdminPrincipal;
use crate::lists::Shape;
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Lists the rows of the principal's organization, newest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`.
pub(crate) async fn list<T: ResourceTable>(
    context: &Context,
    principal: &AdminPrincipal,
    query: &ListQuery,
) -> Result<Page<T::Shown>, Error> {
    let organization = principal.organization();
    let shape = Shape::newest_first(T::LIST);
    let request = shape.read::<NoFilter>(context, organization, None, query)?;
    let all = T::find().filter(T::ORGANIZATION.eq(organization.0));
    let page = request.newest_first(context, all, T::ID, |row| T::facts(row).id);
    let (page, read) = (page.await?, context.database().read());
    let ids: Vec<Uuid> = page.items.iter().map(|row| T::facts(row).id).collect();
    let mut groups = T::groups_of(read, organization, &ids).await?;
    Ok(page.map(|row| {
        let own = groups.remove(&T::facts(&row).id).unwrap_or_default();
        T::show(row, own)
    }))
}

/// Returns a row of the principal's organization.
///
/// # Errors
/// `not-found`.
pub(crate) async fn get<T: ResourceTable>(
    context: &Context,
    principal: &AdminPrincipal,
    id: T::Id,
) -> Result<T::Shown, Error> {
    let read = context.database().read();
    let row = find(read, principal.organization(), id).await?;
    show_stored::<T>(read, row).await
}
