use actix_web::web::{Data, Json};
use contract::devices::{FindDevice, WaitingDevice};
use identity::{Context, devices};

use crate::http::{ApiResult, AsUser, Body, SignInQuota};
use crate::openapi::problems;

/// Find a device by its code
///
/// Returns the application on the device that shows this code and what it requests, so that the caller can
/// decide. This approves nothing. The code is valid only in the organization of the application, for 10
/// minutes and until it is answered. Anyone can send a link that contains the code of another device, so
/// always ask the caller.
///
/// After 10 wrong codes in an hour, further ones are refused with `too-many-requests`.
#[utoipa::path(
    post,
    path = "/me/devices/find",
    tag = "My account",
    operation_id = "findMyDevice",
    responses(
        (status = 200, description = "The device", body = WaitingDevice),
        problems::NotFound,
    ),
)]
pub async fn find_device(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<FindDevice>,
) -> ApiResult<Json<WaitingDevice>> {
    let found = devices::find_device(&context, &user, &body).await?;
    Ok(Json(found))
}
