use actix_web::web::Data;
use contract::ids::AttributeId;
use contract::user_attributes::AttributeDefinition;
use identity::permitted::UsersRead;
use identity::{Context, user_attributes};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Get an attribute
///
/// With the number of users who have a value.
#[utoipa::path(
    get,
    path = "/user-attributes/{id}",
    tag = "User attributes",
    operation_id = "getUserAttribute",
    params(("id" = AttributeId, Path, description = "The attribute")),
    responses(
        (status = 200, description = "The attribute"),
        problems::NotFound,
    ),
)]
pub async fn get(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<AttributeId>,
) -> ApiResult<Versioned<AttributeDefinition>> {
    let found = user_attributes::get(&context, &principal, id).await?;
    Ok(Versioned::ok(found))
}
