use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::KnownBrowserId;
use identity::{Context, known_browsers};

use crate::http::{ApiResult, AsSignedIn, Path};
use crate::openapi::problems;

/// Forget one of my known browsers
///
/// A session in it continues. Ending a session also forgets its browser.
#[utoipa::path(
    delete,
    path = "/me/known-browsers/{id}",
    tag = "My account",
    operation_id = "forgetMyKnownBrowser | forgetMyAdministratorKnownBrowser",
    params(("id" = KnownBrowserId, Path, description = "The browser")),
    responses((status = 204, description = "Forgotten"), problems::NotFound),
)]
pub async fn forget_known_browser(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
    Path(id): Path<KnownBrowserId>,
) -> ApiResult<HttpResponse> {
    known_browsers::forget_mine(&context, &signed_in, id).await?;
    Ok(HttpResponse::NoContent().finish())
}
