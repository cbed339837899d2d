//! Signing out, by the person (RP-initiated logout) or by the server (back-channel logout).

use actix_web::http::header::{CACHE_CONTROL, LOCATION};
use actix_web::web::{Data, Form};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::Deserialize;

use crate::cookies::{self, gone};
use crate::pages;
use crate::problem::Problem;
use crate::provider::Provider;
use crate::sessions::{Session, Sessions};
use crate::settings::Settings;
use crate::tokens;

/// Signs the person out here, and sends them to the server to sign out there.
#[post("/sign-out")]
pub async fn sign_out(
    request: HttpRequest,
    settings: Data<Settings>,
    sessions: Data<Sessions>,
) -> HttpResponse {
    let id = cookies::value(&request, cookies::SESSION);
    let session = id.and_then(|id| sessions.forget(&id));
    let address = match session {
        Some(Session::SignedIn(person)) => end_session(&settings, &person.id_token).await,
        _ => Ok("/".to_owned()),
    };
    let mut response = match address {
        Ok(address) => HttpResponse::SeeOther()
            .insert_header((LOCATION, address))
            .finish(),
        Err(problem) => pages::failed(&problem),
    };
    // Fails only for a cookie that cannot be a header, which this one can.
    let _ = response.add_cookie(&gone(cookies::SESSION));
    response
}

async fn end_session(settings: &Settings, id_token: &str) -> Result<String, Problem> {
    let provider = Provider::find(settings.credentials()?).await?;
    Ok(provider.end_session(&[
        ("id_token_hint", id_token),
        ("client_id", &provider.credentials.client_id),
        ("post_logout_redirect_uri", &settings.signed_out()),
    ]))
}

/// Where the server sends the person after signing out.
#[get("/signed-out")]
pub async fn signed_out() -> HttpResponse {
    pages::message(
        "You have signed out",
        "You have signed out of this application and of Latchkey.",
    )
}

/// How the server tells it.
#[derive(Deserialize)]
pub struct Notice {
    logout_token: String,
}

/// The server says that a session has ended.
#[post("/back-channel-logout")]
pub async fn back_channel(
    notice: Form<Notice>,
    settings: Data<Settings>,
    sessions: Data<Sessions>,
) -> HttpResponse {
    match end(&settings, &sessions, &notice.logout_token).await {
        Ok(ended) => {
            println!("  Sample application   Latchkey has ended {ended} of its sessions");
            HttpResponse::Ok()
                .insert_header((CACHE_CONTROL, "no-store"))
                .finish()
        }
        Err(problem) => HttpResponse::BadRequest()
            .insert_header((CACHE_CONTROL, "no-store"))
            .body(problem.to_string()),
    }
}

async fn end(settings: &Settings, sessions: &Sessions, token: &str) -> Result<usize, Problem> {
    let provider = Provider::find(settings.credentials()?).await?;
    let keys = provider.keys().await?;
    let logout = tokens::logout_token(&keys, &provider.credentials, token)?;
    if !sessions.is_first_use(&logout.jti) {
        // The server repeats a notice if it has not received the answer.
        return Ok(0);
    }
    Ok(sessions.end(logout.sid.as_deref(), logout.subject.as_deref()))
}
