use actix_web::web::{Data, Json};
use contract::ids::UserId;
use contract::users::{SetTemporaryPassword, TemporaryPassword};
use identity::permitted::UsersAssist;
use identity::{Context, users};

use crate::http::{Allowed, ApiResult, Body, Path};
use crate::openapi::problems;

/// Set a temporary password
///
/// The user can sign in with it for 24 hours and must then replace it. Unlocks the account and ends
/// all sessions. If `password` is omitted, one is generated; it is only ever shown in this
/// response.
#[utoipa::path(
    post,
    path = "/users/{id}/temporary-password",
    tag = "Users",
    operation_id = "setTemporaryPassword",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "The password was set", body = TemporaryPassword),
        problems::NotFound,
    ),
)]
pub async fn set_temporary_password(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path(id): Path<UserId>,
    Body(body): Body<SetTemporaryPassword>,
) -> ApiResult<Json<TemporaryPassword>> {
    let set = users::set_temporary_password(&context, &principal, id, &body).await?;
    Ok(Json(set))
}
