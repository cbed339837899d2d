use actix_web::web::{Data, Json};
use contract::application_passwords::ApplicationPassword;
use contract::page::Page;
use identity::{Context, application_passwords};

use crate::http::{ApiResult, AsUser};

/// List my application passwords
///
/// Oldest first, without their secrets.
#[utoipa::path(
    get,
    path = "/me/application-passwords",
    tag = "My account",
    operation_id = "listMyApplicationPasswords",
    responses(
        (status = 200, description = "All that are not revoked", body = Page<ApplicationPassword>),
    ),
)]
pub async fn list_mine(
    AsUser(user): AsUser,
    context: Data<Context>,
) -> ApiResult<Json<Page<ApplicationPassword>>> {
    Ok(Json(application_passwords::mine(&context, &user).await?))
}
