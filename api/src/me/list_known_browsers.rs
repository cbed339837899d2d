use actix_web::web::{Data, Json};
use contract::known_browsers::KnownBrowser;
use contract::page::Page;
use identity::{Context, known_browsers};

use crate::http::{ApiResult, AsSignedIn};

/// List my known browsers
///
/// The browsers in which you have signed in, most recent sign-in first. A lock after wrong passwords
/// does not refuse them.
#[utoipa::path(
    get,
    path = "/me/known-browsers",
    tag = "My account",
    operation_id = "listMyKnownBrowsers | listMyAdministratorKnownBrowsers",
    responses((status = 200, description = "All known browsers", body = Page<KnownBrowser>)),
)]
pub async fn list_known_browsers(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
) -> ApiResult<Json<Page<KnownBrowser>>> {
    Ok(Json(known_browsers::mine(&context, &signed_in).await?))
}
