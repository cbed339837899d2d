use actix_web::web::{Data, Json};
use contract::application_passwords::OwnedApplicationPassword;
use contract::filter::{ApplicationPasswordFilter, ListFilter};
use contract::page::{ListQuery, Page};
use identity::permitted::UsersRead;
use identity::{Context, application_passwords};

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List the application passwords of all users
#[utoipa::path(
    get,
    path = "/application-passwords",
    tag = "Users",
    operation_id = "listApplicationPasswords",
    description = description(),
    params(lists::FilteredPages),
    responses(
        (status = 200, description = "A page", body = Page<OwnedApplicationPassword>),
        problems::InvalidQuery,
    ),
)]
pub async fn list(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<OwnedApplicationPassword>>> {
    Ok(Json(
        application_passwords::all(&context, &principal, &query).await?,
    ))
}

fn description() -> String {
    let filters = ApplicationPasswordFilter::DESCRIPTION;
    format!(
        "Newest first, without their secrets and without those that are revoked. `refused` says why one does \
         not work at the moment. {filters}"
    )
}
