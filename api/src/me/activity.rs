use actix_web::web::{Data, Json};
use contract::events::Event;
use contract::page::{ListQuery, Page};
use identity::{Context, me};

use crate::http::{ApiResult, AsSignedIn, Query};
use crate::openapi::{lists, problems};

/// List my activity
///
/// Newest first.
#[utoipa::path(
    get,
    path = "/me/activity",
    tag = "My account",
    operation_id = "listMyActivity | listMyAdministratorActivity",
    params(lists::Pages),
    responses((status = 200, description = "A page", body = Page<Event>), problems::InvalidQuery),
)]
pub async fn activity(
    AsSignedIn(signed_in): AsSignedIn,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<Event>>> {
    Ok(Json(me::activity(&context, &signed_in, &query).await?))
}
