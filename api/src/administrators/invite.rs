use actix_web::web::Data;
use contract::administrators::{Administrator, InviteAdministrator};
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, ApiResult, Body, IdempotencyKey, Versioned};
use crate::openapi::problems;

/// Invite an administrator
///
/// Sends an invitation email. Its link works once, for 7 days. All owners are notified by email.
#[utoipa::path(
    post,
    path = "/administrators",
    tag = "Administrators",
    operation_id = "inviteAdministrator",
    responses(
        (status = 201, description = "The new administrator"),
        problems::Taken,
        problems::NotFound,
    ),
)]
pub async fn invite(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<InviteAdministrator>,
) -> ApiResult<Versioned<Administrator>> {
    let invited = administrators::invite(&context, &principal, &body, key.as_deref()).await?;
    Ok(Versioned::created(&principal, invited))
}
