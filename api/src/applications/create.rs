use actix_web::web::Data;
use contract::applications::{Application, CreateApplication};
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Body, IdempotencyKey, Versioned};
use crate::openapi::problems;

/// Create an application
///
/// Users see it once it is assigned to them or to one of their groups, or immediately if it is open to
/// everyone.
#[utoipa::path(
    post,
    path = "/applications",
    tag = "Applications",
    operation_id = "createApplication",
    responses(
        (status = 201, description = "The new application"),
        problems::Taken,
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateApplication>,
) -> ApiResult<Versioned<Application>> {
    let made = applications::create(&context, &principal, &body, key.as_deref()).await?;
    Ok(Versioned::created(&principal, made))
}
