use actix_web::HttpResponse;
use actix_web::web::Data;
use contract::ids::{ApplicationId, ApplicationSessionId};
use identity::permitted::UsersAssist;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path};
use crate::openapi::problems;

/// Sign a user out of an application
///
/// Ends one of the application's sessions. Its tokens stop working. If the application has registered an
/// address for logout notices, it is notified. The user's own session continues.
#[utoipa::path(
    delete,
    path = "/applications/{id}/sessions/{session}",
    tag = "Applications",
    operation_id = "endApplicationSession",
    params(
        ("id" = ApplicationId, Path, description = "The application"),
        ("session" = ApplicationSessionId, Path, description = "The session"),
    ),
    responses((status = 204, description = "Ended"), problems::NotFound),
)]
pub async fn end_session(
    Allowed(principal): Allowed<UsersAssist>,
    context: Data<Context>,
    Path((id, session)): Path<(ApplicationId, ApplicationSessionId)>,
) -> ApiResult<HttpResponse> {
    applications::end_session(&context, &principal, id, session).await?;
    Ok(HttpResponse::NoContent().finish())
}
