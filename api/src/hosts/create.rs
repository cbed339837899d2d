use actix_web::web::Data;
use contract::hosts::{CreateHost, HostWithKey};
use identity::permitted::OrganizationWrite;
use identity::{Context, hosts};

use crate::http::{Allowed, ApiResult, Body, Created, IdempotencyKey};
use crate::openapi::problems;

/// Create a host
///
/// The host can then look up the SSH keys of its users. Its key is only ever shown in this response.
/// Several hosts with the same users can share a key.
///
/// A repeated request with the same `Idempotency-Key` does not create another one. Because the key
/// cannot be shown again, it is refused with `already-created`.
#[utoipa::path(
    post,
    path = "/hosts",
    tag = "Linux hosts",
    operation_id = "createHost",
    responses(
        (
            status = 201,
            description = "The host",
            body = HostWithKey,
        ),
        problems::AlreadyCreated,
        problems::Conflict,
        problems::NotFound,
    ),
)]
pub async fn create(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<CreateHost>,
) -> ApiResult<Created<HostWithKey>> {
    let created = hosts::create(&context, &principal, &body, key.as_deref()).await?;
    let path = format!("/api/v1/hosts/{}", created.host.id);
    Ok(Created::at(path, created))
}
