use contract::mail::MailDelivery;
use contract::page::{ListQuery, Page};
use entity::mail::{Column, Entity};
use mail::Message;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::show;
use crate::lists::{Field, Key, Shape, Values, before};
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape {
    name: "mail-deliveries",
    sorts: &[],
    default_sort: "",
    fields: &[
        Field {
            name: "state",
            values: Values::OneOf(&["queued", "sent", "failed"]),
        },
        Field {
            name: "kind",
            values: Values::OneOf(Message::KINDS),
        },
    ],
    search: false,
};

/// A page of the delivery log, the latest first. Filters: `state`, `kind`.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<EventsRead>,
    query: &ListQuery,
) -> Result<Page<MailDelivery>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read(context, organization, None, query)?;
    let mut mails = Entity::find().filter(Column::OrganizationId.eq(organization.0));
    if let Some(states) = request.values("state") {
        mails = mails.filter(Column::State.is_in(states));
    }
    if let Some(kinds) = request.values("kind") {
        mails = mails.filter(Column::Kind.is_in(kinds));
    }
    let read = context.database().read();
    let after = request.after.as_ref().map(|after| after.id);
    let page = before(mails.clone(), Column::Id, after, request.rows());
    let (rows, total) = tokio::join!(page.all(read), mails.count(read));
    request.page(context, rows?, total?, |row| (Key::Id, row.id), show)
}
