use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::RadiusClientId;
use contract::radius::RadiusClientWithSecret;
use identity::permitted::OrganizationWrite;
use identity::{Context, radius};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Replace the secret of a RADIUS client
///
/// The previous secret stops working immediately, so nobody can connect until the access point and the
/// RADIUS server have the new one. It is only ever shown in this response.
#[utoipa::path(
    post,
    path = "/radius-clients/{id}/secret",
    tag = "Network access",
    operation_id = "replaceRadiusClientSecret",
    params(("id" = RadiusClientId, Path, description = "The RADIUS client")),
    responses(
        (
            status = 201,
            description = "The RADIUS client with its new secret",
            body = RadiusClientWithSecret,
        ),
        problems::NotFound,
    ),
)]
pub async fn replace_secret(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    Path(id): Path<RadiusClientId>,
) -> ApiResult<HttpResponse> {
    let replaced = radius::replace_secret(&context, &principal, id).await?;
    Ok(HttpResponse::Created().json(replaced))
}
