use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::{Context, openid};

use super::cors;
use super::request::Parts;
use crate::http::raw_body::RawBody;
use crate::requests::respond;

/// `GET /oidc/userinfo` and `POST /oidc/userinfo`.
pub async fn userinfo(
    context: Data<Context>,
    request: HttpRequest,
    RawBody(body): RawBody,
) -> HttpResponse {
    let parts = Parts::of(&request);
    let authorization = parts.authorization();
    let incoming = parts.incoming(&request, &authorization, &body);
    let reply = openid::userinfo(&context, &incoming).await;
    cors::allow(&context, &request, respond(reply)).await
}
