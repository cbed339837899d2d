use actix_web::web::Data;
use contract::me::Me;
use identity::{Context, me};

use crate::http::{ApiResult, Bearer, Versioned, request_id};

/// Get my account
///
/// The signed-in user.
#[utoipa::path(
    get,
    path = "/me",
    tag = "My account",
    operation_id = "getMe",
    responses(
        (status = 200, description = "The account"),
    ),
)]
pub async fn get(Bearer(token): Bearer, context: Data<Context>) -> ApiResult<Versioned<Me>> {
    let me = me::get(&context, &token).await?;
    request_id::sent_by_user(me.id);
    Ok(Versioned::ok(me))
}
