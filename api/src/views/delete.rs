use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::ViewId;
use identity::permitted::UsersRead;
use identity::{Context, views};

use crate::http::{Allowed, ApiResult, IfMatch, Path};
use crate::openapi::problems;

/// Delete a view
///
/// Deleting a shared view also requires `users:write`. `If-Match` names the version that you decided
/// to delete; `*` deletes any.
#[utoipa::path(
    delete,
    path = "/views/{id}",
    tag = "Views",
    operation_id = "deleteView",
    params(("id" = ViewId, Path, description = "The view")),
    responses((status = 204, description = "Deleted"), problems::NotFound),
)]
pub async fn delete(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<ViewId>,
    IfMatch(version): IfMatch,
) -> ApiResult<HttpResponse> {
    views::delete(&context, &principal, id, version).await?;
    Ok(HttpResponse::NoContent().finish())
}
