//! `PUT /api/v1/me/recovery-email`.

use actix_web::put;
use actix_web::web::Data;
use contract::me::Me;
use contract::recovery_email::SetOwnRecoveryEmail;
use identity::{Context, recovery_email};

use crate::http::{Answer, AsUser, Body, SignInQuota, Versioned};
use crate::openapi::problems;

/// Set my recovery email
///
/// The address gets a verification mail, and nothing else until it is verified. Wrong current
/// passwords count as failed sign-ins do.
#[utoipa::path(
    tag = "My account",
    operation_id = "setMyRecoveryEmail",
    request_body = SetOwnRecoveryEmail,
    responses(
        (
            status = 200,
            description = "The account as it is now",
            body = Me,
            headers(("ETag" = String, description = "The version, for `If-Match`")),
        ),
        problems::InvalidFields,
        problems::SensitiveAct,
        problems::Forbidden,
        problems::Busy,
    ),
    security(("user" = [])),
)]
#[put("/me/recovery-email")]
pub async fn set_recovery_email(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<SetOwnRecoveryEmail>,
) -> Answer<Versioned<Me>> {
    Ok(Versioned::ok(
        recovery_email::set_own(&context, &user, &body).await?,
    ))
}
