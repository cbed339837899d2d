use actix_web::web::Data;
use contract::me::Me;
use contract::recovery_email::SetOwnRecoveryEmail;
use identity::{Context, recovery_email};

use crate::http::{ApiResult, AsUser, Body, SignInQuota, Versioned};
use crate::openapi::problems;

/// Set my recovery email
///
/// Sends a verification email to the address. Nothing else is sent there until it is verified. A
/// wrong current password counts as a failed sign-in.
#[utoipa::path(
    put,
    path = "/me/recovery-email",
    tag = "My account",
    operation_id = "setMyRecoveryEmail",
    responses(problems::SensitiveAct, problems::Forbidden,)
)]
pub async fn set_recovery_email(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<SetOwnRecoveryEmail>,
) -> ApiResult<Versioned<Me>> {
    Ok(Versioned::ok(
        recovery_email::set_mine(&context, &user, &body).await?,
    ))
}
