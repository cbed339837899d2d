use contract::events::EventAction;
use contract::ids::ImportId;
use contract::imports::UserImport;
use entity::user_import::{Column, Entity};
use rules::import::ImportState;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::allowed::refused;
use super::show::show;
use crate::events::record;
use crate::permitted::{Permitted, UsersWrite};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Stops the run after the current row, so that it can be resumed; or ends the dry run.
///
/// # Errors
/// `conflict` if neither is in progress, `not-found`, `forbidden`.
pub async fn stop(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: ImportId,
) -> Result<UserImport, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let import = find(&tx, organization, id).await?;
    let next = match import.state {
        ImportState::Running => ImportState::Stopped,
        ImportState::Checking => ImportState::Ready,
        state => return Err(refused(state)),
    };
    let mut update = Entity::update_many()
        .col_expr(Column::State, Expr::value(next))
        .col_expr(Column::LeasedUntil, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::LeasedBy, Expr::value(Option::<Uuid>::None));
    if next == ImportState::Ready {
        update = update.col_expr(Column::Position, Expr::value(0));
    }
    let stopped = update
        .filter(Column::Id.eq(import.id))
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::State.eq(import.state))
        .exec(&tx)
        .await?;
    if stopped.rows_affected == 0 {
        // It was completed just now.
        return Err(refused(ImportState::Finished));
    }
    let stopped = find(&tx, organization, id).await?;
    if next == ImportState::Stopped {
        let event = principal
            .event(EventAction::ImportStopped)
            .with("import", import.id.to_string())
            .with("file", import.file_name.as_str());
        record(context, &tx, organization, event).await?;
    }
    let stopped = show(&tx, principal, stopped).await?;
    tx.commit().await?;
    Ok(stopped)
}
