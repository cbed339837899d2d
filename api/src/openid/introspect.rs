use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::{Context, openid};

use super::request::{Parts, result};
use crate::http::raw_body::RawBody;

/// `POST /oidc/introspect`.
pub async fn introspect(
    context: Data<Context>,
    request: HttpRequest,
    RawBody(body): RawBody,
) -> HttpResponse {
    let parts = Parts::of(&request);
    let authorization = parts.authorization();
    let incoming = parts.incoming(&request, &authorization, &body);
    let answered = openid::introspect(&context, &incoming).await;
    result(answered)
}
