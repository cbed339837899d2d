use actix_web::web::{Data, Json};
use contract::page::Page;
use contract::user_attributes::AttributeDefinition;
use identity::permitted::UsersRead;
use identity::{Context, user_attributes};

use crate::http::{Allowed, ApiResult};

/// List attributes
///
/// The fields that the organization has added to the profile, in display order.
#[utoipa::path(
    get,
    path = "/user-attributes",
    tag = "User attributes",
    operation_id = "listUserAttributes",
    responses((status = 200, description = "All attributes", body = Page<AttributeDefinition>)),
)]
pub async fn list(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
) -> ApiResult<Json<Page<AttributeDefinition>>> {
    Ok(Json(user_attributes::list(&context, &principal).await?))
}
