use actix_web::web::{Data, Json};
use contract::applications::ApplicationGuide;
use contract::ids::ApplicationId;
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Get what to enter in an application
///
/// The values that the application needs so that it signs users in with this server: under the names that
/// its own settings have, if it was created from a template, and under those of the protocol. There is no
/// secret among them: `{{client_secret}}` stands for it. A bookmark has no such values.
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
