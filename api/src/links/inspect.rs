use actix_web::web::{Data, Json};
use contract::links::{InspectLink, LinkDetails};
use identity::{Context, links};

use crate::http::{Answer, Body, SignInQuota};
use crate::openapi::problems;

/// Look at a link
///
/// What the page that a mailed link opens shows. Changes nothing.
#[utoipa::path(
    post,
    path = "/links/inspect",
    tag = "Links",
    operation_id = "inspectLink",
    responses(
        (status = 200, description = "The link can be used", body = LinkDetails),
        problems::LinkNotUsable,
        problems::FactorRequired,
    ),
)]
pub async fn inspect(
    _quota: SignInQuota,
    context: Data<Context>,
    Body(body): Body<InspectLink>,
) -> Answer<Json<LinkDetails>> {
    Ok(Json(links::inspect(&context, &body).await?))
}
