//! Requests of applications to sign a person in.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::requests::Rejected;
use identity::{Context, openid};
use oidc::authorize::PageError;
use oidc::discovery::paths;
use oidc::parameters::{Malformed, Parameters};

use super::form;
use crate::http::raw_body::RawBody;
use crate::requests::{BrowserParts, pages, redirect, show};

/// `GET /oidc/authorize`.
pub async fn by_query(context: Data<Context>, request: HttpRequest) -> HttpResponse {
    let parameters = match Parameters::parse(request.query_string().as_bytes()) {
        Ok(parameters) => parameters,
        Err(problem) => return malformed(problem),
    };
    let parts = BrowserParts::of(&request);
    let outcome = openid::authorize(&context, &parts.browser(), &parameters).await;
    show(&context, &request, outcome).await
}

/// `POST /oidc/authorize`. A form on another site's page sends no cookie, so this only redirects to the same
/// request as a query.
pub async fn by_form(request: HttpRequest, RawBody(body): RawBody) -> HttpResponse {
    match form::as_query(&request, &body) {
        Ok(query) => redirect(&format!("{}?{query}", paths::AUTHORIZE)),
        Err(problem) => malformed(problem),
    }
}

fn malformed(problem: Malformed) -> HttpResponse {
    pages::rejected(&Rejected::from(PageError::Malformed(problem)))
}
