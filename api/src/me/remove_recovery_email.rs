use actix_web::web::Data;
use contract::me::Me;
use contract::recovery_email::RemoveOwnRecoveryEmail;
use identity::{Context, recovery_email};

use crate::http::{ApiResult, AsUser, Body, SignInQuota, Versioned};
use crate::openapi::problems;

/// Remove my recovery email
///
/// Links sent to that address stop working. A wrong current password counts as a failed sign-in.
#[utoipa::path(
    post,
    path = "/me/recovery-email/remove",
    tag = "My account",
    operation_id = "removeMyRecoveryEmail",
    responses(problems::Conflict, problems::SensitiveAct,)
)]
pub async fn remove_recovery_email(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<RemoveOwnRecoveryEmail>,
) -> ApiResult<Versioned<Me>> {
    Ok(Versioned::ok(
        recovery_email::remove_mine(&context, &user, &body).await?,
    ))
}
