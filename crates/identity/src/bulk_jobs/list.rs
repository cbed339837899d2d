use contract::bulk_jobs::BulkJob;
use contract::filter::NoFilter;
use contract::page::{ListQuery, Page};
use entity::bulk_job::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::show::show;
use crate::lists::Shape;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

const SHAPE: Shape = Shape::newest_first("bulk-jobs");

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
    let page = request.newest_first(context, jobs, Column::Id, |row| row.id);
    Ok(page.await?.map(show))
}
