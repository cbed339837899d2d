use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::{Context, openid};

use super::cors;
use super::request::{Parts, result};
use crate::http::authentication::client;
use crate::http::raw_body::RawBody;

/// `POST /oidc/token`.
pub async fn token(
    context: Data<Context>,
    request: HttpRequest,
    RawBody(body): RawBody,
) -> HttpResponse {
    let client = client(&request);
    let parts = Parts::of(&request);
    let authorization = parts.authorization();
    let incoming = parts.incoming(&request, &authorization, &body);
    let answered = openid::token(&context, &client, &incoming).await;
    cors::allow(&context, &request, result(answered)).await
}
