use contract::bulk_jobs::BulkJobResult;
use contract::filter::BulkJobResultFilter;
use contract::ids::BulkJobId;
use contract::page::{ListQuery, Page};
use entity::bulk_job_user::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::allowed::permissions_of_results;
use super::show::show_result;
use crate::lists::{Key, Shape, one_of};
use crate::permitted::{Permitted, UsersRead};
use crate::tenant_rows::find;
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "bulk-job-results",
    sorts: &["number"],
    default_sort: "number",
    search: false,
};

/// Lists the users of a job with their outcomes, in the order in which they are processed. Those of a job
/// about a group also require `groups:read`.
///
/// # Errors
/// `not-found`, `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list_results(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: BulkJobId,
    query: &ListQuery,
) -> Result<Page<BulkJobResult>, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let job = find(read, organization, id).await?;
    for permission in permissions_of_results(&job) {
        principal.require(permission)?;
    }
    let request = SHAPE.read::<BulkJobResultFilter>(context, organization, Some(id.0), query)?;
    let BulkJobResultFilter { outcome } = &request.filter;
    let users = Entity::find()
        .filter(Column::BulkJobId.eq(job.id))
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(one_of(Column::Outcome, outcome));
    let place = |row: &Model| (Key::At(row.number.into()), row.bulk_job_id);
    let page = request.sorted(context, users, [Column::Number, Column::BulkJobId], place);
    Ok(page.await?.map(show_result))
}
