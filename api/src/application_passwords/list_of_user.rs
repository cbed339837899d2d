use actix_web::web::{Data, Json};
use contract::application_passwords::ApplicationPassword;
use contract::ids::UserId;
use contract::page::Page;
use identity::permitted::UsersRead;
use identity::{Context, application_passwords};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// List a user's application passwords
///
/// Oldest first, without their secrets. `refused` says why one does not work at the moment.
#[utoipa::path(
    get,
    path = "/users/{id}/application-passwords",
    tag = "Users",
    operation_id = "listUserApplicationPasswords",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "All that are not revoked", body = Page<ApplicationPassword>),
        problems::NotFound,
    ),
)]
pub async fn list_of_user(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Json<Page<ApplicationPassword>>> {
    Ok(Json(
        application_passwords::of_user(&context, &principal, id).await?,
    ))
}
