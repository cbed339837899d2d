use actix_web::web::Data;
use contract::applications::{Application, UpdateApplication};
use contract::ids::ApplicationId;
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Update an application
///
/// Ends the sessions of users who may no longer open it. A stricter factor is required at the next opening.
#[utoipa::path(
    patch,
    path = "/applications/{id}",
    tag = "Applications",
    operation_id = "updateApplication",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses(
        problems::NotFound,
        problems::Taken,
    ),
)]
pub async fn update(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateApplication>,
) -> ApiResult<Versioned<Application>> {
    let changed = applications::update(&context, &principal, id, version, body).await?;
    Ok(Versioned::after(&principal, changed))
}
