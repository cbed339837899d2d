use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::{Context, openid};
use oidc::incoming::Incoming;

use super::cors;
use super::request::{Parts, result, stored};
use crate::http::raw_body::RawBody;

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

async fn answer(context: &Context, request: &HttpRequest, incoming: &Incoming<'_>) -> HttpResponse {
    let pushing = match openid::push(context, incoming).await {
        Ok(pushing) => pushing,
        Err(failure) => return result(Err(failure)),
    };
    let is_public = pushing.is_public();
    stored(request, is_public, openid::store_pushed(context, pushing)).await
}
