//! The pages that the server itself shows: errors that no application may be told, and the question
//! whether the person wants to sign out.

use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
};
use actix_web::{HttpResponse, ResponseError};
use askama::Template;
use identity::Error;
use oidc::authorize::PageError;
use oidc::form_post;
use oidc::parameters::Parameters;

use super::logout::CONFIRM;
use crate::http::Refusal;

/// The style sheet of the pages.
pub const STYLE_PATH: &str = "/oidc/page.css";

/// There is no `form-action`: browsers apply it also to where a form leads after the post, which is an
/// address of an application. The only form has our own address.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What the question sends back.
const LOGOUT_PARAMETERS: [&str; 4] = [
    "id_token_hint",
    "client_id",
    "post_logout_redirect_uri",
    "state",
];

#[derive(Template)]
#[template(path = "openid/message.html")]
struct MessagePage<'a> {
    title: &'a str,
    text: &'a str,
    received: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "openid/sign_out.html")]
struct SignOutPage<'a> {
    application: Option<&'a str>,
    action: &'a str,
    fields: Vec<(&'a str, &'a str)>,
}

/// The page about a request that is refused, because no address is known to belong to the application.
pub fn refused(error: &PageError) -> HttpResponse {
    let received = match error {
        PageError::UnregisteredRedirect { requested } => Some(requested.as_str()),
        _ => None,
    };
    page(
        "The application cannot sign you in",
        &error.to_string(),
        received,
    )
}

/// The page about a failure of the server.
pub fn failed(error: Error) -> HttpResponse {
    let refusal = Refusal::from(error);
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

/// The question whether the person wants to sign out.
pub fn sign_out(application: Option<&str>, parameters: &Parameters) -> HttpResponse {
    let fields = LOGOUT_PARAMETERS.into_iter().filter_map(|name| {
        let value = parameters.get(name).ok().flatten()?;
        Some((name, value))
    });
    let question = SignOutPage {
        application,
        action: CONFIRM,
        fields: fields.collect(),
    };
    html(StatusCode::OK, &question)
}

fn html(status: StatusCode, template: &impl Template) -> HttpResponse {
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
