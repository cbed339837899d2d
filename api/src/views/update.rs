use actix_web::web::Data;
use contract::ids::ViewId;
use contract::views::{UpdateView, View};
use identity::permitted::UsersRead;
use identity::{Context, views};

use crate::http::{Allowed, ApiResult, Body, IfMatch, Path, Versioned};
use crate::openapi::problems;

/// Update a view
///
/// A JSON merge patch (RFC 7396): omitted fields stay unchanged. Changing a shared view, and sharing
/// one, also requires `users:write`.
#[utoipa::path(
    patch,
    path = "/views/{id}",
    tag = "Views",
    operation_id = "updateView",
    params(("id" = ViewId, Path, description = "The view")),
    responses(
        problems::NotFound,
        problems::Conflict,
    ),
)]
pub async fn update(
    Allowed(principal): Allowed<UsersRead>,
    context: Data<Context>,
    Path(id): Path<ViewId>,
    IfMatch(version): IfMatch,
    Body(body): Body<UpdateView>,
) -> ApiResult<Versioned<View>> {
    let changed = views::update(&context, &principal, id, version, body).await?;
    Ok(Versioned::after(&principal, changed))
}
