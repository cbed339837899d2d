use contract::bulk_jobs::BulkJob;
use contract::filter::NoFilter;
use contract::page::{ListQuery, Page};
use entity::bulk_job::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use super::show::show;
use crate::lists::{Key, Shape, before, count};
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "bulk-jobs",
    sorts: &[],
    default_sort: "",
    search: false,
};

/// Lists the jobs, newest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<UsersRead>,
    query: &ListQuery,
) -> Result<Page<BulkJob>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<NoFilter>(context, organization, None, query)?;
    let jobs = Entity::find().filter(Column::OrganizationId.eq(organization.0));
    let read = context.database().read();
    let after = request.after.as_ref().map(|after| after.id);
    let page = before(jobs.clone(), Column::Id, after, request.rows());
    let total = count(read, jobs.into_query(), request.exact_total);
    let (rows, total) = tokio::join!(page.all(read), total);
    request.page(context, rows?, total?, |row| (Key::Id, row.id), show)
}
