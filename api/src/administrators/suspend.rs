use actix_web::web::Data;
use contract::administrators::{Administrator, CreatedKeysQuery};
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Path, Query, Versioned};
use crate::openapi::problems;

/// Suspend an administrator
///
/// Ends their sessions immediately. The API keys that they created are revoked, unless you keep
/// them. The last active owner cannot be suspended. If the administrator is an owner, all owners are
/// notified by email.
#[utoipa::path(
    post,
    path = "/administrators/{id}/suspend",
    tag = "Administrators",
    operation_id = "suspendAdministrator",
    params(
        ("id" = AdministratorId, Path, description = "The administrator"),
        CreatedKeysQuery,
    ),
    responses(
        problems::NotFound,
        problems::LastOwner,
        problems::Conflict,
    ),
)]
pub async fn suspend(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
    Query(keys): Query<CreatedKeysQuery>,
) -> ApiResult<Versioned<Administrator>> {
    let changed = administrators::suspend(&context, &principal, id, keys).await?;
    Ok(Versioned::after(&principal, changed))
}
