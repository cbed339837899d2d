use actix_web::web::{Data, Json};
use contract::directory::{ImportPosixNumbers, PosixNumbersImported};
use identity::permitted::PosixNumbersWrite;
use identity::{Context, directory};

use crate::http::{Allowed, ApiResult, LargeBody};
use crate::openapi::problems;

/// Import UIDs and GIDs
///
/// Imports the numbers that users and groups have in another directory, before the LDAP directory
/// assigns any. Numbers are permanent and never reused: a user or group keeps its number, and no other
/// one gets it, not even after a deletion. Either all numbers are imported or none.
#[utoipa::path(
    post,
    path = "/posix-numbers/import",
    tag = "LDAP",
    operation_id = "importPosixNumbers",
    responses(
        (status = 200, description = "What was taken over", body = PosixNumbersImported),
        problems::Conflict,
    ),
)]
pub async fn import_numbers(
    Allowed(principal): Allowed<PosixNumbersWrite>,
    context: Data<Context>,
    LargeBody(body): LargeBody<ImportPosixNumbers>,
) -> ApiResult<Json<PosixNumbersImported>> {
    Ok(Json(
        directory::import_numbers(&context, &principal, &body).await?,
    ))
}
