//! `GET /api/v1/administrators`.

use actix_web::get;
use actix_web::web::{Data, Json};
use contract::administrators::Administrator;
use contract::page::{ListQuery, Page};
use identity::{Context, administrators};

use crate::http::{Answer, AsOperator, Query};
use crate::openapi::problems;

/// List administrators
///
/// Sorts: `name`, `email`, `createdAt`, `lastSignInAt`. Filters: `state`, `role`.
#[utoipa::path(
    tag = "Administrators",
    operation_id = "listAdministrators",
    params(ListQuery),
    responses(
        (status = 200, description = "A page", body = Page<Administrator>),
        problems::InvalidQuery,
    ),
    security(("administrator" = ["administrators:read"])),
)]
#[get("/administrators")]
pub async fn list(
    AsOperator(operator): AsOperator,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> Answer<Json<Page<Administrator>>> {
    Ok(Json(
        administrators::list(&context, &operator, &query).await?,
    ))
}
