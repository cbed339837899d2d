use actix_web::web::{Data, Json};
use contract::applications::MyApplicationGrant;
use contract::page::Page;
use identity::{Context, applications};

use crate::http::{ApiResult, AsUser};

/// List what applications may do
///
/// The applications that the caller has consented to, or that have access while the caller is signed out,
/// by name, all on one page.
#[utoipa::path(
    get,
    path = "/me/application-grants",
    tag = "My account",
    operation_id = "listMyApplicationGrants",
    responses((status = 200, description = "The applications", body = Page<MyApplicationGrant>)),
)]
pub async fn list_my_grants(
    AsUser(user): AsUser,
    context: Data<Context>,
) -> ApiResult<Json<Page<MyApplicationGrant>>> {
    Ok(Json(applications::my_grants(&context, &user).await?))
}
