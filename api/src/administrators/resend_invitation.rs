use actix_web::web::Data;
use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Resend an invitation
///
/// Sends a new link by email and voids older ones. Only for administrators who have not accepted
/// yet.
#[utoipa::path(
    post,
    path = "/administrators/{id}/resend-invitation",
    tag = "Administrators",
    operation_id = "resendInvitation",
    params(("id" = AdministratorId, Path, description = "The administrator")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn resend_invitation(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    Path(id): Path<AdministratorId>,
) -> ApiResult<Versioned<Administrator>> {
    let changed = administrators::resend_invitation(&context, &principal, id).await?;
    Ok(Versioned::after(&principal, changed))
}
