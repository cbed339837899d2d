use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use identity::{Context, openid};
use oidc::incoming::Incoming;

use super::cors;
use super::request::{Parts, result};
use crate::http::raw_body::RawBody;
use crate::http::sign_in_quota;

/// `POST /oidc/par`.
pub async fn push(
    context: Data<Context>,
    request: HttpRequest,
    RawBody(body): RawBody,
) -> HttpResponse {
    let parts = Parts::of(&request);
    let authorization = parts.authorization();
    let incoming = parts.incoming(&request, &authorization, &body);
    let response = answer(&context, &request, &incoming).await;
    cors::allow(&context, &request, response).await
}

/// A stranger can push any number of requests as a public application, so those count as attempts to
/// sign in.
async fn answer(context: &Context, request: &HttpRequest, incoming: &Incoming<'_>) -> HttpResponse {
    let pushing = match openid::push(context, incoming).await {
        Ok(pushing) => pushing,
        Err(failure) => return result(Err(failure)),
    };
    if pushing.is_public()
        && let Err(refusal) = sign_in_quota(request)
    {
        return refusal.error_response();
    }
    result(openid::store_pushed(context, pushing).await)
}
