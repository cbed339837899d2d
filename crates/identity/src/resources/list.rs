use contract::filter::NoFilter;
use contract::page::{ListQuery, Page};
use sea_orm::{ColumnTrait, QueryFilter, QueryTrait};
use uuid::Uuid;

use super::held::find;
use super::show::show_stored;
use super::table::ResourceTable;
use crate::actor::AdminPrincipal;
use crate::lists::{Key, Shape, before, count};
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
    let shape = Shape {
        name: T::LIST,
        sorts: &[],
        default_sort: "",
        search: false,
    };
    let request = shape.read::<NoFilter>(context, organization, None, query)?;
    let all = T::find().filter(T::ORGANIZATION.eq(organization.0));
    let read = context.database().read();
    let after = request.after.as_ref().map(|after| after.id);
    let page = before(all.clone(), T::ID, after, request.rows());
    let total = count(read, all.into_query(), request.exact_total);
    let (rows, total) = tokio::join!(page.all(read), total);
    let rows = rows?;
    let ids: Vec<Uuid> = rows.iter().map(|row| T::facts(row).id).collect();
    let mut groups = T::groups_of(read, organization, &ids).await?;
    request.page(
        context,
        rows,
        total?,
        |row| (Key::Id, T::facts(row).id),
        |row| {
            let own = groups.remove(&T::facts(&row).id).unwrap_or_default();
            T::show(row, own)
        },
    )
}

/// Returns a row of the principal's organization.
///
/// # Errors
/// `not-found`.
pub(crate) async fn get<T: ResourceTable>(
    context: &Context,
    principal: &AdminPrincipal,
    id: Uuid,
) -> Result<T::Shown, Error> {
    let read = context.database().read();
    let row = find::<T>(read, principal.organization(), id).await?;
    show_stored::<T>(read, row).await
}
