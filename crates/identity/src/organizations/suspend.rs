use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use entity::organization::{Column, Entity};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::party::party;
use crate::accounts::find_organization;
use crate::actor::Party;
use crate::events::{NewEvent, record};
use crate::webhooks::forget_failures;
use crate::{Context, Error};

/// Suspends an organization: from now on, nobody can sign in, and no session, token or API key of it is
/// accepted. Nothing is changed or ended, so that all of it works again after [`resume`].
///
/// # Errors
/// `conflict` if it is suspended already, `not-found`.
pub async fn suspend(context: &Context, organization: OrganizationId) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let row = find_organization(&tx, organization).await?;
    let suspended = Entity::update_many()
        .col_expr(Column::SuspendedAt, Expr::value(context.now()))
        .filter(Column::Id.eq(organization.0))
        .filter(Column::SuspendedAt.is_null())
        .exec(&tx)
        .await?;
    if suspended.rows_affected == 0 {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The organization is already suspended",
        ));
    }
    let event = NewEvent::new(EventAction::OrganizationSuspended, Party::system());
    record(context, &tx, organization, event.to(party(&row))).await?;
    Ok(tx.commit().await?)
}

/// Ends the suspension of an organization.
///
/// # Errors
/// `conflict` if it is not suspended, or will be deleted; `not-found`.
pub async fn resume(context: &Context, organization: OrganizationId) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let row = find_organization(&tx, organization).await?;
    if row.delete_at.is_some() {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The organization will be deleted. Cancel this first: latchkey organization keep",
        ));
    }
    let resumed = Entity::update_many()
        .col_expr(Column::SuspendedAt, Expr::value(Option::<Timestamp>::None))
        .filter(Column::Id.eq(organization.0))
        .filter(Column::SuspendedAt.is_not_null())
        .filter(Column::DeleteAt.is_null())
        .exec(&tx)
        .await?;
    if resumed.rows_affected == 0 {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "The organization is not suspended",
        ));
    }
    forget_failures(&tx, organization).await?;
    let event = NewEvent::new(EventAction::OrganizationResumed, Party::system());
    record(context, &tx, organization, event.to(party(&row))).await?;
    Ok(tx.commit().await?)
}
