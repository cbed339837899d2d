use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::organization::{Column, Entity};
use mail::Message;
use rules::lifetimes::ORGANIZATION_DELETION;
use rules::organization_state::DELETION_BEGUN;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::party::party;
use crate::accounts::find_organization;
use crate::actor::Party;
use crate::events::{NewEvent, record};
use crate::outbox::enqueue_to_owners;
use crate::webhooks::forget_failures;
use crate::{Context, Error};

/// Schedules the deletion of an organization and returns when it happens: in 7 days, until which it is
/// suspended. Its owners are emailed. Housekeeping then deletes it.
///
/// # Errors
/// `conflict` if this is scheduled already, `not-found`.
pub async fn schedule_deletion(
    context: &Context,
    organization: OrganizationId,
) -> Result<Timestamp, Error> {
    let at = context.now().plus(ORGANIZATION_DELETION);
    let tx = context.database().begin().await?;
    let row = find_organization(&tx, organization).await?;
    let scheduled = Entity::update_many()
        .col_expr(Column::DeleteAt, Expr::value(at))
        .filter(Column::Id.eq(organization.0))
        .filter(Column::DeleteAt.is_null())
        .exec(&tx)
        .await?;
    if scheduled.rows_affected == 0 {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The deletion of the organization is already scheduled",
        ));
    }
    let event = NewEvent::new(EventAction::OrganizationDeletionScheduled, Party::system())
        .to(party(&row))
        .with("delete_at", at.to_string());
    record(context, &tx, organization, event).await?;
    let message = Message::OrganizationDeleting { at: at.to_utc() };
    enqueue_to_owners(context, &tx, &row, &message).await?;
    tx.commit().await?;
    Ok(at)
}

/// Cancels the deletion of an organization. If it was suspended before, it stays so.
///
/// # Errors
/// `conflict` if no deletion is scheduled, or it has begun; `not-found`.
pub async fn cancel_deletion(context: &Context, organization: OrganizationId) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let row = find_organization(&tx, organization).await?;
    let canceled = Entity::update_many()
        .col_expr(Column::DeleteAt, Expr::value(Option::<Timestamp>::None))
        .filter(Column::Id.eq(organization.0))
        // Once it has begun, a part of the organization may be gone.
        .filter(Column::DeleteAt.gt(DELETION_BEGUN))
        .exec(&tx)
        .await?;
    if canceled.rows_affected == 0 {
        let detail = if row.delete_at.is_some() {
            "It is too late: the deletion of the organization has begun"
        } else {
            "No deletion of the organization is scheduled"
        };
        return Err(Error::Refused(ProblemType::Conflict, detail));
    }
    forget_failures(&tx, organization).await?;
    let event = NewEvent::new(EventAction::OrganizationDeletionCanceled, Party::system());
    record(context, &tx, organization, event.to(party(&row))).await?;
    Ok(tx.commit().await?)
}
