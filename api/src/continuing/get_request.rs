use actix_web::HttpRequest;
use actix_web::web::{Data, Json};
use contract::continuing::AuthorizationRequest;
use identity::{Context, continuing};

use crate::http::{ApiResult, Path};
use crate::openapi::problems;
use crate::requests::binding;

/// Get a request of an application
///
/// An application has sent the browser here to sign a person in, and the portal's page needs the
/// details of the request. The request is available only in the browser in which it was made, for 10
/// minutes and until it is answered.
#[utoipa::path(
    get,
    path = "/authorization-requests/{token}",
    tag = "Signing in",
    operation_id = "getAuthorizationRequest",
    security(("authorization_cookie" = [])),
    params(("token" = String, Path, description = "The token in the address of the page")),
    responses(
        (status = 200, description = "The request", body = AuthorizationRequest),
        problems::NotFound,
    ),
)]
pub async fn get_request(
    context: Data<Context>,
    request: HttpRequest,
    Path(token): Path<String>,
) -> ApiResult<Json<AuthorizationRequest>> {
    let binding = binding(&request);
    let shown = continuing::show_request(&context, &token, binding.as_deref()).await?;
    Ok(Json(shown))
}
