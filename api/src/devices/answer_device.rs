use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::devices::AnswerDevice;
use identity::{Context, devices};

use crate::http::{ApiResult, AsUser, Body, SignInQuota};
use crate::openapi::problems;

/// Answer a device
///
/// With `approve`, the application opens for the caller, and the device that shows the code is signed in as the
/// caller. With `deny`, the device is refused.
///
/// If something is required first, approving is refused. With `proof-required`, verify one of the `factors`
/// at `/me/proof`, or, if there are none, the password or a passkey. With `factor-required`, enroll one of
/// them at `/me/factors`. Then repeat the request. If the application does not open at all, it is refused
/// with `application-refused`, and `reason` says why. Wrong codes count in the same way as when finding a
/// device.
#[utoipa::path(
    post,
    path = "/me/devices/answer",
    tag = "My account",
    operation_id = "answerMyDevice",
    responses(
        (status = 204, description = "Answered"),
        problems::DoesNotOpen,
        problems::NotFound,
    ),
)]
pub async fn answer_device(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<AnswerDevice>,
) -> ApiResult<HttpResponse> {
    devices::answer_device(&context, &user, &body).await?;
    Ok(HttpResponse::NoContent().finish())
}
