//! `POST /api/v1/administrators`.

use actix_web::post;
use actix_web::web::Data;
use contract::administrators::{Administrator, InviteAdministrator};
use identity::permitted::AdministratorsWrite;
use identity::{Context, administrators};

use crate::http::{Allowed, Answer, Body, IdempotencyKey, Versioned};
use crate::openapi::problems;

/// Invite an administrator
///
/// The invitation is mailed; its link works once, for 7 days.
#[utoipa::path(
    tag = "Administrators",
    operation_id = "inviteAdministrator",
    request_body = InviteAdministrator,
    params(IdempotencyKey),
    responses(
        (
            status = 201,
            description = "The new administrator",
            body = Administrator,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::InvalidFields,
        problems::Taken,
        problems::NotFound,
    ),
    security(("administrator" = ["administrators:write"])),
)]
#[post("/administrators")]
pub async fn invite(
    Allowed(principal): Allowed<AdministratorsWrite>,
    context: Data<Context>,
    IdempotencyKey(key): IdempotencyKey,
    Body(body): Body<InviteAdministrator>,
) -> Answer<Versioned<Administrator>> {
    let invited = administrators::invite(&context, &principal, &body, key.as_deref()).await?;
    Ok(Versioned::created(invited))
}
