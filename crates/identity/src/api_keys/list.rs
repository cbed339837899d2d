use contract::api_keys::ApiKey;
use contract::filter::NoFilter;
use contract::page::{ListQuery, Page};
use entity::api_key::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryTrait};

use super::show;
use crate::lists::{Key, Shape, before, count};
use crate::permitted::{ApiKeysList, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "api-keys",
    sorts: &[],
    default_sort: "",
    search: false,
};

/// Lists the organization's API keys, newest first. Includes expired keys, but not revoked ones.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<ApiKeysList>,
    query: &ListQuery,
) -> Result<Page<ApiKey>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<NoFilter>(context, organization, None, query)?;
    let keys = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::RevokedAt.is_null());
    let read = context.database().read();
    let after = request.after.as_ref().map(|after| after.id);
    let page = before(keys.clone(), Column::Id, after, request.rows());
    let total = count(read, keys.into_query(), request.exact_total);
    let (rows, total) = tokio::join!(page.all(read), total);
    request.page(context, rows?, total?, |row| (Key::Id, row.id), show)
}
