use actix_web::web::Data;
use contract::ids::ViewId;
use contract::views::View;
use identity::permitted::UsersRead;
use identity::{Context, views};

use crate::http::{Allowed, ApiResult, Path, Versioned};
use crate::openapi::problems;

/// Get a view
#[utoipa::path(
    get,
    path = "/views/{id}",
    tag = "Views",
    operation_id = "getView",
    params(("id" = ViewId, Path, description = "The view")),
    responses((status = 200, description = "The view"), problems::NotFound),
)]
pub async fn get(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<ViewId>,
) -> ApiResult<Versioned<View>> {
    Ok(Versioned::ok(views::get(&context, &principal, id).await?))
}
