use contract::ids::{ImportId, OrganizationId};
use entity::user_import::{Column, Entity, Model};
use rules::stop_reason::StopReason;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::end::end;
use super::find::find;
use crate::outbox::back_off;
use crate::{Context, Error};

/// How often an import may fail before it is ended. The pauses between the attempts add up to five
/// minutes, so that it outlasts a restart of the database.
pub(crate) const MOST_FAILURES: i32 = 6;

/// Notes that an import failed: it is left alone for a while, longer each time, and finally ended. What
/// fails each time, such as a row that the database refuses, would otherwise be tried forever.
///
/// # Errors
/// If the database fails. A worker goes on when the lease has expired.
pub(super) async fn fail(
    context: &Context,
    (import, worker): (&Model, Uuid),
    error: &Error,
) -> Result<(), Error> {
    let read = context.database().read();
    let organization = OrganizationId(import.organization_id);
    // Each row that was processed has begun the count again.
    let now = find(read, organization, ImportId(import.id)).await?;
    let failures = now.failures + 1;
    if failures >= MOST_FAILURES {
        tracing::error!(%error, import = %import.id, failures, "an import failed and was ended");
        return end(context, (import, worker), StopReason::Failed).await;
    }
    tracing::warn!(%error, import = %import.id, failures, "an import failed and is tried again");
    let until = context.now().plus(back_off(failures));
    Entity::update_many()
        .col_expr(Column::Failures, Expr::col(Column::Failures).add(1))
        .col_expr(Column::LeasedUntil, Expr::value(until))
        .filter(Column::Id.eq(import.id))
        .filter(Column::OrganizationId.eq(import.organization_id))
        .filter(Column::State.eq(import.state))
        .filter(Column::LeasedBy.eq(worker))
        .exec(context.database().write())
        .await?;
    Ok(())
}
