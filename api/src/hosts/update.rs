use actix_web::web::Data;
use contract::hosts::{Host, UpdateHost};
use contract::ids::HostId;
use identity::permitted::OrganizationWrite;
use identity::{Context, hosts};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Update a host
///
/// A JSON merge patch (RFC 7396): omitted fields stay unchanged. It applies to the next sign-in. Sessions on
/// the host stay open.
#[utoipa::path(
    patch,
    path = "/hosts/{id}",
    tag = "Linux hosts",
    operation_id = "updateHost",
    params(("id" = HostId, Path, description = "The host")),
    responses(problems::NotFound),
)]
pub async fn update(
    Allowed(principal): Allowed<OrganizationWrite>,
    context: Data<Context>,
    Path(id): Path<HostId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateHost>,
) -> ApiResult<Versioned<Host>> {
    let changed = hosts::update(&context, &principal, id, version, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
