//! `POST /api/v1/links/inspect`.

use actix_web::post;
use actix_web::web::{Data, Json};
use contract::links::{InspectLink, LinkDetails};
use identity::{Context, links};

use crate::http::{Answer, Body, SignInQuota};
use crate::openapi::problems;

/// Look at a link
///
/// What the page that a mailed link opens shows. Changes nothing.
#[utoipa::path(
    tag = "Links",
    operation_id = "inspectLink",
    request_body = InspectLink,
    responses(
        (status = 200, description = "The link can be used", body = LinkDetails),
        problems::LinkNotUsable,
        problems::FactorRequired,
    ),
)]
#[post("/links/inspect")]
pub async fn inspect(
    _quota: SignInQuota,
    context: Data<Context>,
    Body(body): Body<InspectLink>,
) -> Answer<Json<LinkDetails>> {
    Ok(Json(links::inspect(&context, &body).await?))
}
