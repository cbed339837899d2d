use actix_web::web::{Data, Json};
use contract::ids::UserId;
use contract::sign_in::diagnosis::SignInDiagnosis;
use identity::permitted::UsersRead;
use identity::{Context, sign_in};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Diagnose why a user cannot sign in
///
/// Says whether the user can sign in now, how the sign-in responds to the correct password, what prevents or
/// affects it, and which actions the caller can take to fix it. `state`, `password`, `mfa` and `sessions` are the
/// facts behind the result, even if nothing prevents the sign-in. Applies the same rules as a sign-in, but does
/// not attempt one. `deliveries` also require `events:read`, and `policy` requires `organization:read`.
#[utoipa::path(
    get,
    path = "/users/{id}/sign-in-diagnosis",
    tag = "Users",
    operation_id = "diagnoseUserSignIn",
    params(("id" = UserId, Path, description = "The user")),
    responses(
        (status = 200, description = "The diagnosis", body = SignInDiagnosis),
        problems::NotFound,
    ),
)]
pub async fn diagnose_sign_in(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<UserId>,
) -> ApiResult<Json<SignInDiagnosis>> {
    Ok(Json(sign_in::diagnose(&context, &principal, id).await?))
}
