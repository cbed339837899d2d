use actix_web::web::{Data, Json};
use contract::organization::UpdateOrganization;
use contract::previews::{AffectedAccounts, AffectedQuery};
use identity::permitted::OrganizationPreview;
use identity::{Context, previews};

use crate::http::{Allowed, ApiResult, Body, Query};
use crate::openapi::problems;

/// List the accounts that a change of the organization would affect
///
/// Takes the body that would update the organization, and lists the accounts behind the numbers of the
/// preview: users first, each kind in the order of creation. Nothing is changed. For the next page,
/// send the same body. Also requires `users:read`.
#[utoipa::path(
    post,
    path = "/organization/preview/accounts",
    tag = "Organization",
    operation_id = "listAffectedAccounts",
    params(AffectedQuery),
    responses(
        (status = 200, description = "A page", body = AffectedAccounts),
        problems::InvalidQuery,
    ),
)]
pub async fn affected_accounts(
    Allowed(principal): Allowed<OrganizationPreview>,
    context: Data<Context>,
    Query(query): Query<AffectedQuery>,
    Body(body): Body<UpdateOrganization>,
) -> ApiResult<Json<AffectedAccounts>> {
    let page = previews::affected_accounts(&context, &principal, &query, &body).await?;
    Ok(Json(page))
}
