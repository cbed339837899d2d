//! `POST /api/v1/me/proof` and `/api/v1/admin/me/proof`.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, post};
use contract::factors::{Proof, Proved};
use identity::addresses::Portal;
use identity::factors::Given;
use identity::{Context, factors};

use crate::http::{Answer, AsAdministrator, AsUser, Body, SignInQuota, session_cookie};
use crate::openapi::problems;

/// Prove that it is me
///
/// The session goes on under a new identifier, with the access token of the answer and a new
/// refresh cookie; those from before open nothing any more. Wrong proofs count as failed attempts.
#[utoipa::path(
    tag = "My account",
    operation_id = "giveMyProof",
    request_body = Proof,
    responses(
        (status = 200, description = "The proof is fresh again", body = Proved),
        problems::InvalidFields,
        problems::AccountLocked,
        problems::FactorRequired,
        problems::Busy,
    ),
    security(("user" = [])),
)]
#[post("/me/proof")]
pub async fn user(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<Proof>,
) -> Answer<HttpResponse> {
    let given = factors::prove(&context, &user, &body).await?;
    Ok(proved(&request, Portal::User, given))
}

/// Prove that it is me (administrator)
///
/// The session goes on under a new identifier, with the access token of the answer and a new
/// refresh cookie; those from before open nothing any more. Wrong proofs count as failed attempts.
#[utoipa::path(
    tag = "My account",
    operation_id = "giveMyAdministratorProof",
    request_body = Proof,
    responses(
        (status = 200, description = "The proof is fresh again", body = Proved),
        problems::InvalidFields,
        problems::AccountLocked,
        problems::FactorRequired,
        problems::Busy,
    ),
    security(("administrator" = [])),
)]
#[post("/admin/me/proof")]
pub async fn administrator(
    _quota: SignInQuota,
    AsAdministrator(administrator): AsAdministrator,
    context: Data<Context>,
    request: HttpRequest,
    Body(body): Body<Proof>,
) -> Answer<HttpResponse> {
    let given = factors::prove(&context, &administrator, &body).await?;
    Ok(proved(&request, Portal::Admin, given))
}

fn proved(request: &HttpRequest, portal: Portal, given: Given) -> HttpResponse {
    HttpResponse::Ok()
        .cookie(session_cookie::of_session(request, portal, &given.session))
        .json(Proved {
            fresh_until: given.fresh_until,
            access_token: given.session.access_token,
        })
}
