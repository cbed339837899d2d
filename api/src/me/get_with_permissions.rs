use actix_web::web::{Data, Json};
use contract::me::AdministratorMe;
use identity::{Context, me};

use crate::http::{ApiResult, AsAdministrator};

/// Get my account (administrator)
///
/// The signed-in administrator and the permissions of their role.
#[utoipa::path(
    get,
    path = "/admin/me",
    tag = "My account",
    operation_id = "getAdministratorMe",
    responses((status = 200, description = "The account", body = AdministratorMe)),
)]
pub async fn get_with_permissions(
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
) -> ApiResult<Json<AdministratorMe>> {
    Ok(Json(
        me::get_with_permissions(&context, &administrator).await?,
    ))
}
