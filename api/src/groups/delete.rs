use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::GroupId;
use identity::permitted::GroupsWrite;
use identity::{Context, groups};

use crate::http::{Allowed, ApiResult, IfMatch, Path};
use crate::openapi::problems;

/// Delete a group
///
/// Its members stay users. `If-Match` names the version that you decided to delete; `*` deletes any.
#[utoipa::path(
    delete,
    path = "/groups/{id}",
    tag = "Groups",
    operation_id = "deleteGroup",
    params(("id" = GroupId, Path, description = "The group")),
    responses((status = 204, description = "Deleted"), problems::NotFound),
)]
pub async fn delete(
    Allowed(principal): Allowed<GroupsWrite>,
    context: Data<Context>,
    Path(id): Path<GroupId>,
    IfMatch(version): IfMatch,
) -> ApiResult<HttpResponse> {
    groups::delete(&context, &principal, id, version).await?;
    Ok(HttpResponse::NoContent().finish())
}
