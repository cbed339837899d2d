use actix_web::web::{Data, Json};
use contract::applications::OpenedApplication;
use contract::ids::ApplicationId;
use identity::{Context, applications};

use crate::http::{ApiResult, AsUser, Path};
use crate::openapi::problems;

/// Open one of my applications
///
/// Records that the caller opens it, and returns the address to open in the browser.
///
/// If it requires a factor, the request is refused with `proof-required`, and `factors` names the accepted
/// kinds: verify one at `/me/proof` and repeat the request. If the caller has none of them, it is refused
/// with `factor-required`: enroll one at `/me/factors` first. If it does not open at all, it is refused with
/// `application-refused`, and `reason` says why.
#[utoipa::path(
    post,
    path = "/me/applications/{id}/open",
    tag = "My account",
    operation_id = "openMyApplication",
    params(("id" = ApplicationId, Path, description = "The application")),
    responses(
        (status = 200, description = "It is open", body = OpenedApplication),
        problems::DoesNotOpen,
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn open(
    AsUser(user): AsUser,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
) -> ApiResult<Json<OpenedApplication>> {
    Ok(Json(applications::open(&context, &user, id).await?))
}
