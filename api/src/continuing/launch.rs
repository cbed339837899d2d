use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::ids::ApplicationId;
use identity::Context;
use identity::continuing::{self, Launched};

use crate::http::Path;
use crate::requests::{BrowserParts, pages, redirect};

/// `GET /open/{id}`: a link to an application, for bookmarks, emails and intranet pages.
pub async fn launch(
    context: Data<Context>,
    request: HttpRequest,
    Path(id): Path<ApplicationId>,
) -> HttpResponse {
    let parts = BrowserParts::of(&request);
    match continuing::launch(&context, &parts.browser(), id).await {
        Ok(Launched::Open(address)) => redirect(&address),
        Ok(Launched::Portal) => redirect(&format!("/continue?open={id}")),
        Err(error) => pages::failed(error),
    }
}
