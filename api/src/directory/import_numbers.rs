use actix_web::web::{Data, Json};
use contract::posix_numbers::{ImportPosixNumbers, PosixNumbersImported};
use identity::permitted::PosixNumbersWrite;
use identity::{Context, directory};

use crate::http::{Allowed, ApiResult, LargeBody};
use crate::openapi::problems;

/// Import numbers of Unix
///
/// Takes over the numbers that users and groups have in another directory, before the LDAP directory gives them
/// some. A number is given once: a user or group that has one keeps it, and no other one gets it, not even after it
/// was deleted. Either all numbers are taken over or none.
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
