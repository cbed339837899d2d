use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::set_up::SetUp;
use identity::{Context, set_up};

use crate::http::{ApiResult, Body, Caller, SignInQuota};
use crate::openapi::problems;

/// Create the first organization
///
/// Requires the token of the one-time link that the server printed at its first start. The owner
/// can then sign in.
#[utoipa::path(
    post,
    path = "/set-up",
    tag = "Set-up",
    operation_id = "setUp",
    responses(
        (status = 204, description = "The organization and its owner were created"),
        problems::LinkNotUsable,
    ),
)]
pub async fn make(
    _quota: SignInQuota,
    Caller(client): Caller,
    context: Data<Context>,
    Body(body): Body<SetUp>,
) -> ApiResult<HttpResponse> {
    set_up::set_up(&context, &body, &client).await?;
    Ok(HttpResponse::NoContent().finish())
}
