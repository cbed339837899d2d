use actix_web::web::{Data, Json};
use contract::ids::UserId;
use contract::page::Page;
use contract::terms::TermsAcceptance;
use identity::permitted::UsersRead;
use identity::{Context, terms};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// List the terms that a user has accepted
///
/// Newest version first.
#[utoipa::path(
    get,
    path = "/users/{id}/terms-acceptances",
    tag = "Users",
    operation_id = "listUserTermsAcceptances",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "All versions", body = Page<TermsAcceptance>),
        problems::NotFound,
    ),
)]
pub async fn list_of_user(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Json<Page<TermsAcceptance>>> {
    Ok(Json(terms::of_user(&context, &principal, id).await?))
}
