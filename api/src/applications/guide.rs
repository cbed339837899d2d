use actix_web::web::{Data, Json};
use contract::applications::ApplicationGuide;
use contract::ids::ApplicationId;
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Get what to enter in an application
///
/// The values that the application needs to sign users in with this server, under the names that the protocol
/// has for them. If the application was created from a template, they are also under the names of its own
/// settings. The secret is not included: `{{client_secret}}` is its placeholder. A bookmark has no such
/// values.
#[utoipa::path(
    get,
    path = "/applications/{id}/guide",
    tag = "Applications",
    operation_id = "getApplicationGuide",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses(
        (status = 200, description = "The values", body = ApplicationGuide),
        problems::NotFound,
    ),
)]
pub async fn guide(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
) -> ApiResult<Json<ApplicationGuide>> {
    Ok(Json(applications::guide(&context, &principal, id).await?))
}
