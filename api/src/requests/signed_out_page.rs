use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;

use super::pages::html;

#[derive(Template)]
#[template(path = "requests/signed_out.html")]
struct SignedOutPage<'a> {
    application: Option<&'a str>,
    still_signed_in: bool,
}

/// The page after a sign-out that an application requested without an address to return to. It names the
/// application if it is known, and says whether somebody is still signed in here.
pub fn signed_out_page(application: Option<&str>, still_signed_in: bool) -> HttpResponse {
    let done = SignedOutPage {
        application,
        still_signed_in,
    };
    html(StatusCode::OK, &done)
}
