//! `POST /api/v1/session/refresh` and `/api/v1/admin/session/refresh`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError, post};
use contract::problem::ProblemType;
use contract::sign_in::AccessToken;
use identity::actor::Client;
use identity::addresses::Portal;
use identity::{Context, sessions};

use crate::http::problem::Refusal;
use crate::http::session_cookie::{self, Kind};
use crate::http::{Answer, Caller, SameOrigin};
use crate::openapi::problems;

/// Renew the access token
///
/// Through the refresh cookie, which is replaced: each one works once. One that was used before
/// ends the whole session, because somebody copied it.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "refreshSession",
    responses(
        (status = 200, description = "The next access token", body = AccessToken),
        problems::Unauthenticated,
        problems::WrongOrigin,
    ),
)]
#[post("/session/refresh")]
pub async fn user(
    _origin: SameOrigin,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    refresh(Portal::User, &context, &request, &client).await
}

/// Renew the access token (administrator)
///
/// Through the refresh cookie, which is replaced: each one works once. One that was used before
/// ends the whole session, because somebody copied it.
#[utoipa::path(
    tag = "Signing in",
    operation_id = "refreshAdministratorSession",
    responses(
        (status = 200, description = "The next access token", body = AccessToken),
        problems::Unauthenticated,
        problems::WrongOrigin,
    ),
)]
#[post("/admin/session/refresh")]
pub async fn administrator(
    _origin: SameOrigin,
    Caller(client): Caller,
    context: Data<Context>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    refresh(Portal::Admin, &context, &request, &client).await
}

async fn refresh(
    portal: Portal,
    context: &Context,
    request: &HttpRequest,
    client: &Client,
) -> Answer<HttpResponse> {
    let Some(token) = session_cookie::read(request, Kind::Refresh, portal) else {
        let detail = "Nobody is signed in in this browser";
        return Err(Refusal::new(ProblemType::Unauthenticated, detail));
    };
    match sessions::refresh(context, portal, &token, client).await {
        Ok(session) => {
            let cookie = session_cookie::of_session(request, portal, &session);
            Ok(HttpResponse::Ok().cookie(cookie).json(session.access_token))
        }
        Err(error) => {
            let refusal = Refusal::from(error);
            let over = refusal.problem().kind == ProblemType::Unauthenticated;
            let mut response = refusal.error_response();
            if over {
                // A cookie that opens nothing any more need not be sent again.
                let gone = session_cookie::remove(request, Kind::Refresh, portal);
                response
                    .add_cookie(&gone)
                    .map_err(|_| Refusal::new(ProblemType::Internal, "Try again"))?;
            }
            Ok(response)
        }
    }
}
