use actix_web::web::Data;
use contract::links::LinkToken;
use contract::me::Me;
use identity::{Context, company_email};

use crate::http::{ApiResult, AsUser, Body, SignInQuota, Versioned};
use crate::openapi::problems;

/// Verify my email
///
/// For an email that an administrator has changed. Send the token from the emailed link. A session of the
/// account is required as well: the link alone is not enough.
#[utoipa::path(
    post,
    path = "/me/email/verify",
    tag = "My account",
    operation_id = "verifyMyEmail",
    responses(problems::LinkNotUsable,)
)]
pub async fn verify_email(
    _quota: SignInQuota,
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<LinkToken>,
) -> ApiResult<Versioned<Me>> {
    Ok(Versioned::ok(
        company_email::verify(&context, &user, &body.token).await?,
    ))
}
