use actix_web::web::Json;
use contract::applications::ApplicationTemplate;
use identity::applications;
use identity::permitted::ApplicationsRead;

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Get a template of applications
#[utoipa::path(
    get,
    path = "/application-templates/{template}",
    tag = "Applications",
    operation_id = "getApplicationTemplate",
    params(("template" = String, Path, description = "The identifier, such as `grafana`")),
    responses(
        (status = 200, description = "The template", body = ApplicationTemplate),
        problems::NotFound,
    ),
)]
pub async fn get_template(
    Allowed(principal): Allowed<ApplicationsRead>,
    Path(template): Path<String>,
) -> ApiResult<Json<ApplicationTemplate>> {
    Ok(Json(applications::template(&principal, &template)?))
}
