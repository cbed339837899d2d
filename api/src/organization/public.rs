use actix_web::web::{Data, Json};
use contract::server::ServerDetails;
use identity::{Context, organization};

use crate::http::Answer;

/// Show whose server this is
///
/// For pages that are shown before anybody has signed in: no credentials are needed. A server
/// of several organizations names none.
#[utoipa::path(
    get,
    path = "/server",
    tag = "Signing in",
    operation_id = "getServer",
    responses((status = 200, description = "Whose server this is", body = ServerDetails)),
)]
pub async fn public(context: Data<Context>) -> Answer<Json<ServerDetails>> {
    Ok(Json(organization::public(&context).await?))
}
