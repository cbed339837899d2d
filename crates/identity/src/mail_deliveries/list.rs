use contract::filter::MailFilter;
use contract::mail_deliveries::MailDelivery;
use contract::page::{ListQuery, Page};
use entity::mail::{Column, Entity};
use mail::Message;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::show;
use crate::lists::{Shape, all_of, one_of};
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

const SHAPE: Shape = Shape::newest_first("mail-deliveries");

/// Lists the email deliveries, newest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`, `forbidden`.
pub async fn list(
    context: &Context,
    principal: &Permitted<EventsRead>,
    query: &ListQuery,
) -> Result<Page<MailDelivery>, Error> {
    let organization = principal.organization();
    let request = SHAPE.read::<MailFilter>(context, organization, None, query)?;
    let mails = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(passes(&request.filter)?);
    let page = request.newest_first(context, mails, Column::Id, |row| row.id);
    Ok(page.await?.map(show))
}

/// # Errors
/// `invalid-query` if the kind does not exist. `contract` cannot check this, because it does not
/// know the kinds.
fn passes(filter: &MailFilter) -> Result<Condition, Error> {
    let MailFilter {
        state,
        kind,
        recipient,
    } = filter;
    let mut kinds = kind.iter().map(String::as_str);
    if !kinds.all(|kind| Message::KINDS.contains(&kind)) {
        let kinds = Message::KINDS.join(", ");
        return Err(Error::query("filter", format!("kind is one of: {kinds}")));
    }
    let mut passes = all_of([one_of(Column::State, state), one_of(Column::Kind, kind)]);
    if !recipient.is_empty() {
        let recipients = recipient.iter().map(|address| address.to_lowercase());
        let recipient = Expr::expr(Func::lower(Expr::col(Column::Recipient)));
        passes = passes.add(recipient.is_in(recipients));
    }
    Ok(passes)
}
