use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::AttributeId;
use identity::permitted::OrganizationWrite;
use identity::{Context, user_attributes};

use crate::http::{Allowed, ApiResult, IfMatch, Path};
use crate::openapi::problems;

/// Delete an attribute
///
/// The values of all users are deleted with it; `users` of `GET /user-attributes/{id}` says how many
/// there are. `If-Match` names the version that you decided to delete; `*` deletes any.
#[utoipa::path(
    delete,
    path = "/user-attributes/{id}",
    tag = "User attributes",
    operation_id = "deleteUserAttribute",
    params(("id" = AttributeId, Path, description = "The attribute")),
    responses((status = 204, description = "Deleted"), problems::NotFound),
)]
pub async fn delete(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    Path(id): Path<AttributeId>,
    IfMatch(version): IfMatch,
) -> ApiResult<HttpResponse> {
    user_attributes::delete(&context, &principal, id, version).await?;
    Ok(HttpResponse::NoContent().finish())
}
