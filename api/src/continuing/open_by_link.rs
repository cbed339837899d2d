use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::ids::ApplicationId;
use identity::Context;
use identity::continuing::{self, OpenedByLink};

use crate::http::Path;
use crate::requests::{BrowserParts, pages, redirect};

/// `GET /open/{id}`: a link to an application, for bookmarks, emails and intranet pages.
pub async fn open_by_link(
    context: Data<Context>,
    request: HttpRequest,
    Path(id): Path<ApplicationId>,
) -> HttpResponse {
    let parts = BrowserParts::of(&request);
    match continuing::open_by_link(&context, &parts.browser(), id).await {
        Ok(OpenedByLink::Open(address)) => redirect(&address),
        Ok(OpenedByLink::Portal) => redirect(&format!("/continue?open={id}")),
        Err(error) => pages::failed(error),
    }
}
