//! The pages that the server itself shows: errors that must not be sent to an application.

use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
};
use actix_web::{HttpResponse, ResponseError};
use askama::Template;
use identity::Error;
use identity::requests::Rejected;
use oidc::form_post;

use crate::http::Refusal;

/// The style sheet of the pages.
pub const STYLE_PATH: &str = "/oidc/page.css";

/// There is no `form-action`: browsers apply it also to where a form leads after the post, which is an
/// address of an application. The only form has our own address.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

#[derive(Template)]
#[template(path = "requests/message.html")]
struct MessagePage<'a> {
    title: &'a str,
    text: &'a str,
    received: Option<&'a str>,
}

/// The page about a request that is refused before an address is known to belong to the application.
pub fn rejected(rejected: &Rejected) -> HttpResponse {
    page(
        "The application cannot sign you in",
        &rejected.message,
        rejected.received.as_deref(),
    )
}

/// The page about a failure of the server.
pub fn failed(error: Error) -> HttpResponse {
    refused(&Refusal::from(error))
}

/// The page about a request that the server does not process now.
pub fn refused(refusal: &Refusal) -> HttpResponse {
    let problem = refusal.problem();
    let text = format!("{}. {}", problem.title, problem.detail);
    let mut response = page("The application cannot sign you in", &text, None);
    *response.status_mut() = refusal.status_code();
    response
}

/// A page with a message, and with what was received, as text.
pub fn page(title: &str, text: &str, received: Option<&str>) -> HttpResponse {
    let message = MessagePage {
        title,
        text,
        received,
    };
    html(StatusCode::BAD_REQUEST, &message)
}

/// Renders a page.
pub fn html(status: StatusCode, template: &impl Template) -> HttpResponse {
    let Ok(body) = template.render() else {
        return HttpResponse::InternalServerError().finish();
    };
    HttpResponse::build(status)
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, "no-store"))
        // Browsers would send `Origin: null` with a form of a page without a referrer.
        .insert_header((REFERRER_POLICY, "same-origin"))
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .body(body)
}

/// The style sheet.
pub async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .content_type("text/css; charset=utf-8")
        .body(include_str!("page.css"))
}

/// The script that submits the form of the response mode `form_post`.
pub async fn script() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .content_type("text/javascript; charset=utf-8")
        .body(form_post::SCRIPT)
}
