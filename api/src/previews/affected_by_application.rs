use actix_web::web::{Data, Json};
use contract::applications::PreviewApplication;
use contract::ids::ApplicationId;
use contract::previews::{AffectedAccounts, AffectedQuery};
use identity::permitted::ApplicationsPreview;
use identity::{Context, previews};

use crate::http::{Allowed, ApiResult, Body, Path, Query};
use crate::openapi::problems;

/// List the users that a change of an application would affect
///
/// Takes the body of the preview, and lists the users behind its numbers in the order of creation. Nothing
/// is changed. For the next page, send the same body. Also requires `users:read`, and `groups:read` if groups
/// are named.
#[utoipa::path(
    post,
    path = "/applications/{id}/access-preview/accounts",
    tag = "Applications",
    operation_id = "listUsersAffectedByApplication",
    params(("id" = ApplicationId, Path, description = "The application"), AffectedQuery),
    responses(
        (status = 200, description = "A page", body = AffectedAccounts),
        problems::NotFound,
        problems::InvalidQuery,
    ),
)]
pub async fn affected_by_application(
    Allowed(principal): Allowed<ApplicationsPreview>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
    Query(query): Query<AffectedQuery>,
    Body(body): Body<PreviewApplication>,
) -> ApiResult<Json<AffectedAccounts>> {
    let page = previews::affected_by_application(&context, &principal, id, &query, &body).await?;
    Ok(Json(page))
}
