use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::{Context, openid};
use oidc::incoming::Incoming;

use super::cors;
use super::request::{Parts, result, stored};
use crate::http::authentication::client;
use crate::http::raw_body::RawBody;

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

async fn answer(context: &Context, request: &HttpRequest, incoming: &Incoming<'_>) -> HttpResponse {
    let requesting = match openid::request_device(context, incoming).await {
        Ok(requesting) => requesting,
        Err(failure) => return result(Err(failure)),
    };
    let (is_public, client) = (requesting.is_public(), client(request));
    let store = openid::store_device(context, &client, requesting);
    stored(request, is_public, store).await
}
