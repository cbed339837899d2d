//! `PATCH /api/v1/administrators/{id}`.

use actix_web::patch;
use actix_web::web::Data;
use contract::administrators::{Administrator, UpdateAdministrator};
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, Answer, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Change an administrator's name or role
///
/// A changed role takes effect at once. The last active owner stays one.
#[utoipa::path(
    tag = "Administrators",
    operation_id = "updateAdministrator",
    request_body = UpdateAdministrator,
    params(("id" = AdministratorId, Path, description = "The administrator"), IfMatch),
    responses(
        (
            status = 200,
            description = "The administrator as it is now",
            body = Administrator,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::NotFound,
        problems::InvalidFields,
        problems::LastOwner,
        problems::StaleVersion,
    ),
    security(("administrator" = ["administrators:write"])),
)]
#[patch("/administrators/{id}")]
pub async fn update(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateAdministrator>,
) -> Answer<Versioned<Administrator>> {
    let changed = administrators::update(&context, &principal, id, version, &body).await?;
    Ok(Versioned::ok(changed))
}
