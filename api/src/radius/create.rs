use actix_web::web::Data;
use contract::radius::{CreateRadiusClient, RadiusClientWithSecret};
use identity::permitted::OrganizationWrite;
use identity::{Context, radius};

use crate::http::{Allowed, ApiResult, Body, Created, IdempotencyKey};
use crate::openapi::problems;

/// Create a RADIUS client
///
/// A RADIUS server that has its secret can then ask who may connect. The secret is only ever shown in
/// this response.
///
/// A repeated request with the same `Idempotency-Key` does not create another one. Because the secret
/// cannot be shown again, it is refused with `already-created`.
#[utoipa::path(
    post,
    path = "/radius-clients",
    tag = "Network access",
    operation_id = "createRadiusClient",
    responses(
        (
            status = 201,
            description = "The RADIUS client",
            body = RadiusClientWithSecret,
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
    Body(body): Body<CreateRadiusClient>,
) -> ApiResult<Created<RadiusClientWithSecret>> {
    let created = radius::create(&context, &principal, &body, key.as_deref()).await?;
    let path = format!("/api/v1/radius-clients/{}", created.radius_client.id);
    Ok(Created::at(path, created))
}
