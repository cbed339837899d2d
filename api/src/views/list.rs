use actix_web::web::{Data, Json};
use contract::page::Page;
use contract::views::View;
use identity::permitted::UsersRead;
use identity::{Context, views};

use crate::http::{Allowed, ApiResult};

/// List saved views
///
/// The views of the caller and those that the organization shares, by name, all on one page.
#[utoipa::path(
    get,
    path = "/views",
    tag = "Views",
    operation_id = "listViews",
    responses((status = 200, description = "All views", body = Page<View>)),
)]
pub async fn list(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
) -> ApiResult<Json<Page<View>>> {
    Ok(Json(views::list(&context, &principal).await?))
}
