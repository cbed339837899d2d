use actix_web::web::{Data, Json};
use contract::applications::ClaimsPreview;
use contract::ids::{ApplicationId, UserId};
use identity::permitted::ApplicationsRead;
use identity::{Context, openid};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Preview the claims about a user
///
/// What the application learns about the user with all scopes, whether or not it is available to them. No token is
/// issued. Also requires `users:read`, and `groups:read` if the application receives all groups of the user
/// (`groupsSent`).
#[utoipa::path(
    get,
    path = "/applications/{id}/preview/{user}",
    tag = "Applications",
    operation_id = "previewApplicationClaims",
    params(
        ("id" = ApplicationId, Path, description = "The application"),
        ("user" = UserId, Path, description = "The user"),
    ),
    responses(
        (status = 200, description = "The claims", body = ClaimsPreview),
        problems::NotFound,
    ),
)]
pub async fn preview_claims(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Path((id, user)): Path<(ApplicationId, UserId)>,
) -> ApiResult<Json<ClaimsPreview>> {
    Ok(Json(openid::preview(&context, &principal, id, user).await?))
}
