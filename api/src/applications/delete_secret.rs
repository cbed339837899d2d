use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{ApplicationId, ClientSecretId};
use identity::permitted::ApplicationsWrite;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Delete a secret of an application
///
/// It stops working immediately.
#[utoipa::path(
    delete,
    path = "/applications/{id}/secrets/{secret}",
    tag = "Applications",
    operation_id = "deleteClientSecret",
    params(
        ("id" = ApplicationId, Path, description = "The application"),
        ("secret" = ClientSecretId, Path, description = "The secret"),
    ),
    responses(
        (status = 204, description = "Deleted"),
        problems::NotFound,
    ),
)]
pub async fn delete_secret(
    Allowed(principal): Allowed<ApplicationsWrite>,
    context: Data<Context>,
    Path((id, secret)): Path<(ApplicationId, ClientSecretId)>,
) -> ApiResult<HttpResponse> {
    applications::delete_secret(&context, &principal, id, secret).await?;
    Ok(HttpResponse::NoContent().finish())
}
