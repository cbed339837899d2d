use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, ResponseError};
use identity::{Context, openid};
use oidc::incoming::Incoming;

use super::cors;
use super::request::{Parts, result};
use crate::http::authentication::client;
use crate::http::raw_body::RawBody;
use crate::http::sign_in_quota;

/// `POST /oidc/device`.
pub async fn device(
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

/// A stranger can send any number of requests as a public application, so those count as attempts to
/// sign in.
async fn answer(context: &Context, request: &HttpRequest, incoming: &Incoming<'_>) -> HttpResponse {
    let requesting = match openid::request_device(context, incoming).await {
        Ok(requesting) => requesting,
        Err(failure) => return result(Err(failure)),
    };
    if requesting.is_public()
        && let Err(refusal) = sign_in_quota(request)
    {
        return refusal.error_response();
    }
    let client = client(request);
    result(openid::store_device(context, &client, requesting).await)
}
