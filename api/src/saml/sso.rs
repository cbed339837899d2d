//! Requests of applications to sign a person in.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use contract::ids::ApplicationId;
use identity::saml::{self, ByForm};
use identity::{Context, Error};

use crate::http::Path;
use crate::http::raw_body::RawBody;
use crate::requests::{BrowserParts, pages, redirect, show};

/// `GET /saml/{id}/sso` (HTTP-Redirect binding).
pub async fn by_query(
    context: Data<Context>,
    request: HttpRequest,
    Path(id): Path<ApplicationId>,
) -> HttpResponse {
    let parts = BrowserParts::of(&request);
    let query = request.query_string();
    let outcome = saml::sso(&context, &parts.browser(), id, query).await;
    show(&context, &request, outcome).await
}

/// `POST /saml/{id}/sso` (HTTP-POST binding). A form on another site's page sends no cookie, so this only
/// redirects to the same request as a query.
pub async fn by_form(
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
    RawBody(body): RawBody,
) -> HttpResponse {
    let Ok(form) = std::str::from_utf8(&body) else {
        return pages::failed(Error::field(
            "SAMLRequest",
            "malformed",
            "The form is not UTF-8",
        ));
    };
    match saml::sso_by_form(&context, id, form).await {
        Ok(ByForm::Again(query)) => redirect(&format!("/saml/{id}/sso?{query}")),
        Ok(ByForm::Page(rejected)) => pages::rejected(&rejected),
        Err(error) => pages::failed(error),
    }
}
