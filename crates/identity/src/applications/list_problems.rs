use contract::applications::ApplicationProblem;
use contract::ids::ApplicationId;
use contract::page::Page;
use entity::application_problem::{Column, Entity, Model};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::lists::single_page;
use crate::permitted::{ApplicationsRead, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Lists what was wrong with the last requests of an application, latest first. All on one page, because
/// only the last ones are kept.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn problems(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
) -> Result<Page<ApplicationProblem>, Error> {
    let organization = principal.organization();
    let read = context.database().read();
    let application = find(read, organization, id).await?;
    let rows = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::ApplicationId.eq(application.id))
        .order_by_desc(Column::LastAt)
        .order_by_desc(Column::Id)
        .all(read)
        .await?;
    let item = |row: Model| ApplicationProblem {
        code: row.code,
        message: row.message,
        received: row.received,
        count: u64::from(row.count.unsigned_abs()),
        first_at: row.first_at,
        last_at: row.last_at,
    };
    let items: Vec<ApplicationProblem> = rows.into_iter().map(item).collect();
    let total = items.len() as u64;
    Ok(single_page(items, total))
}
