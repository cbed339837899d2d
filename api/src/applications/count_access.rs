use actix_web::web::{Data, Json};
use contract::applications::ApplicationAccess;
use contract::ids::ApplicationId;
use contract::page::CountQuery;
use identity::permitted::ApplicationsRead;
use identity::{Context, applications};

use crate::http::{Allowed, ApiResult, Path, Query};
use crate::openapi::problems;

/// Count the users that an application is open to
///
/// Counts active users: all of them if the application is open to everyone, otherwise those to whom it is
/// assigned, directly or through a group. Whether each of them may open it now also depends on their account
/// and their factors.
#[utoipa::path(
    get,
    path = "/applications/{id}/access",
    tag = "Applications",
    operation_id = "countApplicationAccess",
    params(("id" = ApplicationId, Path, description = "The application"), CountQuery),
    responses(
        (status = 200, description = "The count", body = ApplicationAccess),
        problems::NotFound,
        problems::InvalidQuery,
    ),
)]
pub async fn count_access(
    Allowed(principal): Allowed<ApplicationsRead>,
    context: Data<Context>,
    Path(id): Path<ApplicationId>,
    Query(query): Query<CountQuery>,
) -> ApiResult<Json<ApplicationAccess>> {
    Ok(Json(
        applications::count_access(&context, &principal, id, query).await?,
    ))
}
