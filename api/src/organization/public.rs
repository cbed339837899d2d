use actix_web::web::{Data, Json};
use contract::server::ServerDetails;
use identity::{Context, organization};

use crate::http::ApiResult;
use crate::ldap::LdapSwitch;
use crate::sign_up::SignUpSwitch;

/// Get the server's public details
///
/// For pages shown before sign-in; no credentials are required. A server with several organizations
/// names none of them.
#[utoipa::path(
    get,
    path = "/server",
    tag = "Signing in",
    operation_id = "getServer",
    responses((status = 200, description = "The public details", body = ServerDetails)),
)]
pub async fn public(
    context: Data<Context>,
    sign_up: Data<SignUpSwitch>,
    ldap: Data<LdapSwitch>,
) -> ApiResult<Json<ServerDetails>> {
    Ok(Json(ServerDetails {
        sign_up: sign_up.is_on(),
        ldap: ldap.is_on(),
        ..organization::public(&context).await?
    }))
}
