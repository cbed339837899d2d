use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::UserId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, company_email};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Void the links that undo a change of a user's email
///
/// For a user whose previous mailbox can be read by someone else. The previous addresses are notified
/// that the change can no longer be undone.
#[utoipa::path(
    delete,
    path = "/users/{id}/email/undo-links",
    tag = "Users",
    operation_id = "voidUserEmailUndo",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 204, description = "The links no longer work"),
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn void_email_undo(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<HttpResponse> {
    company_email::void_undo(&context, &principal, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
