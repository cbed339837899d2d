use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::ApplicationId;
use identity::{Context, applications};

use crate::http::{ApiResult, AsUser, Path};
use crate::openapi::problems;

/// Unpin one of my applications
///
/// If it is not pinned, nothing happens.
#[utoipa::path(
    delete,
    path = "/me/applications/{id}/pin",
    tag = "My account",
    operation_id = "unpinMyApplication",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses((status = 204, description = "Not pinned"), problems::NotFound),
)]
pub async fn unpin(
    AsUser(user): AsUser,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
) -> ApiResult<HttpResponse> {
    applications::unpin(&context, &user, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
