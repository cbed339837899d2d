use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::ApplicationId;
use identity::{Context, applications};

use crate::http::{ApiResult, AsUser, Path};
use crate::openapi::problems;

/// Pin one of my applications
///
/// It is then listed first.
#[utoipa::path(
    put,
    path = "/me/applications/{id}/pin",
    tag = "My account",
    operation_id = "pinMyApplication",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses((status = 204, description = "Pinned"), problems::NotFound),
)]
pub async fn pin(
    AsUser(user): AsUser,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
) -> ApiResult<HttpResponse> {
    applications::pin(&context, &user, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
