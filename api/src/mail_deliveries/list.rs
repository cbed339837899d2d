use actix_web::web::{Data, Json};
use contract::filter::{ListFilter, MailFilter};
use contract::mail_deliveries::MailDelivery;
use contract::page::{ListQuery, Page};
use identity::permitted::EventsRead;
use identity::{Context, mail_deliveries};
use mail::Message;

use crate::http::{Allowed, ApiResult, Query};
use crate::openapi::{lists, problems};

/// List emails and their delivery
#[utoipa::path(
    get,
    path = "/mail-deliveries",
    tag = "Email",
    operation_id = "listMailDeliveries",
    description = description(),
    params(lists::FilteredPages),
    responses(
        (status = 200, description = "A page", body = Page<MailDelivery>),
        problems::InvalidQuery,
    ),
)]
pub async fn list(
    Allowed(principal): Allowed<EventsRead>,
    context: Data<Context>,
    Query(query): Query<ListQuery>,
) -> ApiResult<Json<Page<MailDelivery>>> {
    Ok(Json(
        mail_deliveries::list(&context, &principal, &query).await?,
    ))
}

fn description() -> String {
    let filters = MailFilter::DESCRIPTION;
    let kinds = Message::KINDS.join("`, `");
    format!("Newest first. The contents of emails are not stored. {filters}\n\nKinds: `{kinds}`.")
}
