//! `GET /api/v1/mail-deliveries`.

use actix_web::get;
use actix_web::web::{Data, Json};
use contract::mail::MailDelivery;
use contract::page::{ListQuery, Page};
use identity::{Context, mail_deliveries};

use crate::http::{Answer, AsOperator, Query};
use crate::openapi::problems;

/// List mails and how they were delivered
///
/// The latest first. Filters: `state` (`queued`, `sent`, `failed`), `kind`. What a mail said is not
/// kept.
///
/// Needs `events:read`.
#[utoipa::path(
    tag = "Mail",
    operation_id = "listMailDeliveries",
    params(ListQuery),
    responses(
        (status = 200, description = "A page", body = Page<MailDelivery>),
        problems::InvalidQuery,
    ),
    security(("administrator" = []), ("api_key" = [])),
)]
#[get("/mail-deliveries")]
pub async fn list(
    AsOperator(operator): AsOperator,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> Answer<Json<Page<MailDelivery>>> {
    Ok(Json(
        mail_deliveries::list(&context, &operator, &query).await?,
    ))
}
