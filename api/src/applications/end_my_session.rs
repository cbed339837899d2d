use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::ApplicationSessionId;
use identity::{Context, applications};

use crate::http::{ApiResult, AsUser, Path};
use crate::openapi::problems;

/// Sign out of an application
///
/// Its tokens stop working. If it has registered an address for logout notices, it is notified.
#[utoipa::path(
    delete,
    path = "/me/application-sessions/{id}",
    tag = "My account",
    operation_id = "endMyApplicationSession",
    params(("id" = ApplicationSessionId, Path, description = "The session")),
    responses((status = 204, description = "Ended"), problems::NotFound),
)]
pub async fn end_my_session(
    AsUser(user): AsUser,
    context: Data<Context>,
    Path(id): Path<ApplicationSessionId>,
) -> ApiResult<HttpResponse> {
    applications::end_my_session(&context, &user, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
