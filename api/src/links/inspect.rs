use actix_web::web::{Data, Json};
use contract::links::{InspectLink, LinkDetails};
use identity::{Context, links};

use crate::http::{ApiResult, Body, SignInQuota};
use crate::openapi::problems;

/// Inspect a link
///
/// Returns what the page behind an emailed link shows. Changes nothing.
#[utoipa::path(
    post,
    path = "/links/inspect",
    tag = "Links",
    operation_id = "inspectLink",
    responses(
        (status = 200, description = "The link is valid", body = LinkDetails),
        problems::LinkNotUsable,
        problems::FactorRequired,
    ),
)]
pub async fn inspect(
    _quota: SignInQuota,
    context: Data<Context>,
    Body(body): Body<InspectLink>,
) -> ApiResult<Json<LinkDetails>> {
    Ok(Json(links::inspect(&context, &body).await?))
}
