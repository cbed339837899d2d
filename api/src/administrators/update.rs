use actix_web::web::Data;
use contract::administrators::{Administrator, UpdateAdministrator};
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Update an administrator's name or role
///
/// A new role takes effect immediately, and all owners are notified by email. The API keys that the
/// administrator created lose the scopes that it does not allow. The last active owner must remain an
/// owner.
#[utoipa::path(
    patch,
    path = "/administrators/{id}",
    tag = "Administrators",
    operation_id = "updateAdministrator",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        problems::NotFound,
        problems::LastOwner,
    ),
)]
pub async fn update(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateAdministrator>,
) -> ApiResult<Versioned<Administrator>> {
    let changed = administrators::update(&context, &principal, id, version, &body).await?;
    Ok(Versioned::after(&principal, changed))
}
