use actix_web::web::Data;
use contract::applications::Application;
use contract::ids::ApplicationId;
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Get an application
#[utoipa::path(
    get,
    path = "/applications/{id}",
    tag = "Applications",
    operation_id = "getApplication",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses(
        (status = 200, description = "The application"),
        problems::NotFound,
    ),
)]
pub async fn get(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
) -> ApiResult<Versioned<Application>> {
    Ok(Versioned::ok(
        applications::get(&context, &principal, id).await?,
    ))
}
