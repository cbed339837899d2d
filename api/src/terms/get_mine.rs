use actix_web::web::{Data, Json};
use contract::terms::MyTerms;
use identity::{Context, terms};

use crate::http::{ApiResult, AsUser};

/// Get the terms of my organization
///
/// The current version, and which version the signed-in user accepted last.
#[utoipa::path(
    get,
    path = "/me/terms",
    tag = "My account",
    operation_id = "getMyTerms",
    responses((status = 200, description = "The terms", body = MyTerms)),
)]
pub async fn get_mine(AsUser(user): AsUser, context: Data<Context>) -> ApiResult<Json<MyTerms>> {
    Ok(Json(terms::mine(&context, &user).await?))
}
