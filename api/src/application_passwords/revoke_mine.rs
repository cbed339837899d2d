use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::ApplicationPasswordId;
use identity::{Context, application_passwords};

use crate::http::{ApiResult, AsUser, Path};
use crate::openapi::problems;

/// Revoke one of my application passwords
///
/// It stops working immediately. You get an email.
#[utoipa::path(
    delete,
    path = "/me/application-passwords/{id}",
    tag = "My account",
    operation_id = "revokeMyApplicationPassword",
    params(("id" = ApplicationPasswordId, Path, description = "The application password")),
    responses((status = 204, description = "Revoked"), problems::NotFound),
)]
pub async fn revoke_mine(
    AsUser(user): AsUser,
    context: Data<Context>,
    Path(id): Path<ApplicationPasswordId>,
) -> ApiResult<HttpResponse> {
    application_passwords::revoke_mine(&context, &user, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
