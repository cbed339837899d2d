use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::hosts::HostWithKey;
use contract::ids::HostId;
use identity::permitted::OrganizationWrite;
use identity::{Context, hosts};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Replace the key of a host
///
/// The previous key stops working immediately, so nobody can sign in with an SSH key until the host has the
/// new one. It is only ever shown in this response.
#[utoipa::path(
    post,
    path = "/hosts/{id}/key",
    tag = "Linux hosts",
    operation_id = "replaceHostKey",
    params(("id" = HostId, Path, description = "The host")),
    responses(
        (
            status = 201,
            description = "The host with its new key",
            body = HostWithKey,
        ),
        problems::NotFound,
    ),
)]
pub async fn replace_key(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    Path(id): Path<HostId>,
) -> ApiResult<HttpResponse> {
    let replaced = hosts::replace_key(&context, &principal, id).await?;
    Ok(HttpResponse::Created().json(replaced))
}
