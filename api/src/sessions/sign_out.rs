//! `DELETE /api/v1/session` and `/api/v1/admin/session`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete};
use identity::actor::Client;
use identity::addresses::Portal;
use identity::{Context, sessions};

use crate::http::session_cookie::{self, Kind};
use crate::http::{Answer, Caller, SameOrigin};
use crate::openapi::problems;

/// Sign out
///
/// Ends the session of this browser; ending nothing is fine too.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "signOut",
    responses((status = 204, description = "Nobody is signed in any more"), problems::WrongOrigin),
)]
#[delete("/session")]
pub async fn user(
    _origin: SameOrigin,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    sign_out(Portal::User, &context, &request, &client).await
}

/// Sign out (administrator)
///
/// Ends the session of this browser; ending nothing is fine too.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "signOutAdministrator",
    responses((status = 204, description = "Nobody is signed in any more"), problems::WrongOrigin),
)]
#[delete("/admin/session")]
pub async fn administrator(
    _origin: SameOrigin,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    sign_out(Portal::Admin, &context, &request, &client).await
}

async fn sign_out(
    portal: Portal,
    context: &Context,
    request: &HttpRequest,
    client: &Client,
) -> Answer<HttpResponse> {
    if let Some(token) = session_cookie::read(request, Kind::Refresh, portal) {
        sessions::sign_out(context, portal, &token, client).await?;
    }
    let gone = session_cookie::remove(request, Kind::Refresh, portal);
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}
