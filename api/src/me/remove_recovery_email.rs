//! `POST /api/v1/me/recovery-email/remove`.

use actix_web::post;
use actix_web::web::Data;
use contract::me::Me;
use contract::recovery_email::RemoveOwnRecoveryEmail;
use identity::{Context, recovery_email};

use crate::http::{Answer, AsUser, Body, SignInQuota, Versioned};
use crate::openapi::problems;

/// Remove my recovery email
///
/// Links that were mailed there open nothing any more. Wrong current passwords count as failed
/// sign-ins do.
#[utoipa::path(
    tag = "My account",
    operation_id = "removeMyRecoveryEmail",
    request_body = RemoveOwnRecoveryEmail,
    responses(
        (
            status = 200,
            description = "The account as it is now",
            body = Me,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::InvalidFields,
        problems::Conflict,
        problems::SensitiveAct,
        problems::Busy,
    ),
    security(("user" = [])),
)]
#[post("/me/recovery-email/remove")]
pub async fn remove_recovery_email(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<RemoveOwnRecoveryEmail>,
) -> Answer<Versioned<Me>> {
    Ok(Versioned::ok(
        recovery_email::remove_own(&context, &user, &body).await?,
    ))
}
