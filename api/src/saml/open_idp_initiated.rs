use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::ids::ApplicationId;
use identity::{Context, saml};

use crate::http::Path;
use crate::requests::{BrowserParts, show};

/// `GET /saml/{id}/launch`: opens an application with an unsolicited response.
pub async fn open_idp_initiated(
    context: Data<Context>,
    request: HttpRequest,
    Path(id): Path<ApplicationId>,
) -> HttpResponse {
    let parts = BrowserParts::of(&request);
    let outcome = saml::open_idp_initiated(&context, &parts.browser(), id).await;
    show(&context, &request, outcome).await
}
