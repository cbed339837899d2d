use actix_web::web::{Data, Json};
use contract::applications::UserApplication;
use contract::ids::UserId;
use contract::page::Page;
use identity::permitted::UsersRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// List the applications that are available to a user
///
/// Sorted by name, with the reason, including those that are disabled or hidden.
/// `/applications/{id}/access/{user}` says whether the user may open one now. Also requires
/// `applications:read`.
#[utoipa::path(
    get,
    path = "/users/{id}/applications",
    tag = "Users",
    operation_id = "listUserApplications",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "All applications", body = Page<UserApplication>),
        problems::NotFound,
    ),
)]
pub async fn list_applications(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Json<Page<UserApplication>>> {
    Ok(Json(applications::of_user(&context, &principal, id).await?))
}
