use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::requests::Rejected;
use identity::{Context, continuing};
use oidc::parameters::Parameters;

use crate::requests::{BrowserParts, pages, show};

/// Where the browser continues with a request that has waited.
pub const PATH: &str = "/oidc/continue";

/// The address where the browser continues with the request that has this token.
pub fn address(token: &str) -> String {
    let token: String = url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
    format!("{PATH}?request={token}")
}

/// `GET /oidc/continue`: continues with a request that has waited.
pub async fn continue_in_browser(context: Data<Context>, request: HttpRequest) -> HttpResponse {
    let parameters = Parameters::parse(request.query_string().as_bytes());
    let parameters = parameters.unwrap_or_default();
    let token = parameters.get("request").ok().flatten();
    let Some(token) = token else {
        return pages::rejected(&Rejected::expired());
    };
    let parts = BrowserParts::of(&request);
    let outcome = continuing::continue_in_browser(&context, &parts.browser(), token).await;
    show(&context, &request, outcome).await
}
