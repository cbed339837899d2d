use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::ApplicationId;
use identity::{Context, applications};

use crate::http::{ApiResult, AsUser, Path};
use crate::openapi::problems;

/// Withdraw what an application may do
///
/// Its tokens stop working, and the caller is signed out of it. If consent is on for the application, it has
/// to ask again.
#[utoipa::path(
    delete,
    path = "/me/application-grants/{id}",
    tag = "My account",
    operation_id = "withdrawMyApplicationGrant",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses((status = 204, description = "Withdrawn"), problems::NotFound),
)]
pub async fn withdraw_my_grant(
    AsUser(user): AsUser,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
) -> ApiResult<HttpResponse> {
    applications::withdraw_my_grant(&context, &user, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
