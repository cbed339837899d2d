use actix_web::web::Data;
use contract::me::Me;
use contract::users::ProfileChanges;
use identity::{Context, me};

use crate::http::{ApiResult, AsUser, Body, IfMatch, Versioned};
use crate::openapi::problems;

/// Update my profile
///
/// A JSON merge patch (RFC 7396). Only administrators can change email, username, and the profile
/// fields in `organizationFields`.
#[utoipa::path(
    patch,
    path = "/me",
    tag = "My account",
    operation_id = "updateMyProfile",
    responses(problems::Forbidden,)
)]
pub async fn update_profile(
    AsUser(user): AsUser,
    context: Data<Context>,
    IfMatch(version): IfMatch,
    Body(body): Body<ProfileChanges>,
) -> ApiResult<Versioned<Me>> {
    Ok(Versioned::ok(
        me::update_profile(&context, &user, version, body).await?,
    ))
}
