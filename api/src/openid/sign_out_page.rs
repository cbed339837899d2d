use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use oidc::parameters::Parameters;

use super::logout::CONFIRM;
use crate::requests::pages::html;

/// What the question sends back.
const PARAMETERS: [&str; 4] = [
    "id_token_hint",
    "client_id",
    "post_logout_redirect_uri",
    "state",
];

#[derive(Template)]
#[template(path = "openid/sign_out.html")]
struct SignOutPage<'a> {
    application: Option<&'a str>,
    action: &'a str,
    fields: Vec<(&'a str, &'a str)>,
}

/// The question whether the person wants to sign out.
pub fn sign_out_page(application: Option<&str>, parameters: &Parameters) -> HttpResponse {
    let fields = PARAMETERS.into_iter().filter_map(|name| {
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
