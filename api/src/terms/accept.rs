use actix_web::web::{Data, Json};
use contract::terms::{AcceptTerms, MyTerms};
use identity::{Context, terms};

use crate::http::{ApiResult, AsUser, Body};
use crate::openapi::problems;

/// Accept the terms of my organization
///
/// Send the version that was shown. If it is not the current one, the request is refused with
/// `conflict`: get the terms again. A sign-in has its own step for this.
#[utoipa::path(
    post,
    path = "/me/terms/accept",
    tag = "My account",
    operation_id = "acceptMyTerms",
    responses(
        (status = 200, description = "Accepted", body = MyTerms),
        problems::Conflict,
    ),
)]
pub async fn accept(
    AsUser(user): AsUser,
    context: Data<Context>,
    Body(body): Body<AcceptTerms>,
) -> ApiResult<Json<MyTerms>> {
    Ok(Json(terms::accept(&context, &user, body).await?))
}
