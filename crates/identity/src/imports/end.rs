use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::user_import::{Column, Entity, Model};
use rules::import::ImportState;
use rules::stop_reason::StopReason;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::actor::Party;
use crate::events::{NewEvent, record};
use crate::jobs::Lease;
use crate::{Context, Error};

/// Ends an import for a reason of the server: stops the run, so that it can be resumed, or ends the dry
/// run. Does nothing if somebody else has stopped it, or if another worker has leased it.
///
/// # Errors
/// If the database fails.
pub(super) async fn end(
    context: &Context,
    (import, lease): (&Model, Lease),
    reason: StopReason,
) -> Result<(), Error> {
    let is_run = import.state == ImportState::Running;
    let next = if is_run {
        ImportState::Stopped
    } else {
        ImportState::Ready
    };
    let mut update = Entity::update_many()
        .col_expr(Column::State, Expr::value(next))
        .col_expr(Column::StopReason, Expr::value(reason))
        .col_expr(Column::LeasedUntil, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::LeasedBy, Expr::value(Option::<Uuid>::None));
    if !is_run {
        update = update.col_expr(Column::Position, Expr::value(0));
    }
    let tx = context.database().begin().await?;
    let ended = update
        .filter(Column::Id.eq(import.id))
        .filter(Column::OrganizationId.eq(import.organization_id))
        .filter(Column::State.eq(import.state))
        .filter(Column::LeasedBy.eq(lease.worker))
        .exec(&tx)
        .await?;
    if ended.rows_affected == 0 {
        return Ok(());
    }
    if is_run {
        let event = NewEvent::new(EventAction::ImportStopped, Party::system())
            .with("import", import.id.to_string())
            .with("file", import.file_name.as_str())
            .with("reason", reason.as_str());
        let organization = OrganizationId(import.organization_id);
        record(context, &tx, organization, event).await?;
    }
    tx.commit().await?;
    Ok(())
}
