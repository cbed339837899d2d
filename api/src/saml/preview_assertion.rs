use actix_web::web::{Data, Json};
use contract::applications::AssertionPreview;
use contract::ids::{ApplicationId, UserId};
use identity::permitted::ApplicationsRead;
use identity::{Context, saml};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Preview the assertion about a user
///
/// What an application that uses SAML would learn about a user who signed in with a password, whether or not
/// it is available to them. No assertion is issued. Also requires `users:read`, and `groups:read` if the application
/// receives all groups of the user (`groupsSent`).
#[utoipa::path(
    get,
    path = "/applications/{id}/assertion-preview/{user}",
    tag = "Applications",
    operation_id = "previewAssertion",
    params(
        ("id" = ApplicationId, Path, description = "The application"),
        ("user" = UserId, Path, description = "The user"),
    ),
    responses(
        (status = 200, description = "The assertion", body = AssertionPreview),
        problems::NotFound,
    ),
)]
pub async fn preview_assertion(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Path((id, user)): Path<(ApplicationId, UserId)>,
) -> ApiResult<Json<AssertionPreview>> {
    Ok(Json(saml::preview(&context, &principal, id, user).await?))
}
