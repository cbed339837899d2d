//! Which pages may read the responses of the token endpoint and its relatives (CORS): those of the registered
//! origins. These endpoints do not use cookies.

use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, HeaderValue, ORIGIN, VARY,
};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use identity::{Context, openid};

/// Adds the headers to a response.
pub async fn allow(
    context: &Context,
    request: &HttpRequest,
    mut response: HttpResponse,
) -> HttpResponse {
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = allowed(context, request).await {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        // What is wrong with an access token.
        let challenge = HeaderValue::from_static("www-authenticate");
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, challenge);
    }
    response
}

/// Answers the question of a browser whether a page may send a request.
pub async fn preflight(context: Data<Context>, request: HttpRequest) -> HttpResponse {
    let mut response = HttpResponse::NoContent();
    response
        .insert_header((ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"))
        .insert_header((
            ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, dpop",
        ))
        .insert_header((ACCESS_CONTROL_MAX_AGE, "600"));
    allow(&context, &request, response.finish()).await
}

/// The origin of the page, if it is registered.
async fn allowed(context: &Context, request: &HttpRequest) -> Option<HeaderValue> {
    let mut origins = request.headers().get_all(ORIGIN);
    let (origin, other) = (origins.next()?, origins.next());
    let text = origin.to_str().ok()?;
    let registered = openid::is_registered_origin(context, text).await;
    let registered = registered.unwrap_or_else(|error| {
        tracing::error!(%error, "the origins of applications could not be read");
        false
    });
    (registered && other.is_none()).then(|| origin.clone())
}
