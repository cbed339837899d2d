use actix_web::web::{Data, Json};
use contract::applications::MyApplication;
use contract::page::Page;
use identity::{Context, applications};

use crate::http::{ApiResult, AsUser};

/// List my applications
///
/// Those that are available to the caller and shown in the User Portal: pinned ones first, then by name.
#[utoipa::path(
    get,
    path = "/me/applications",
    tag = "My account",
    operation_id = "listMyApplications",
    responses((status = 200, description = "All applications", body = Page<MyApplication>)),
)]
pub async fn list_mine(
    AsUser(user): AsUser,
    context: Data<Context>,
) -> ApiResult<Json<Page<MyApplication>>> {
    Ok(Json(applications::mine(&context, &user).await?))
}
