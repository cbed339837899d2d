use contract::events::EventAction;
use contract::ids::ImportId;
use contract::imports::UserImport;
use entity::user_import::{Column, Entity};
use rules::import::ImportState;
use rules::stop_reason::StopReason;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::allowed::{check_fields, refused};
use super::show::show;
use crate::events::record;
use crate::permitted::{Permitted, UsersWrite};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Begins the dry run, which evaluates each row as the run does, and changes no user.
///
/// # Errors
/// `invalid-fields` if rows cannot be matched, `conflict`, `not-found`, `forbidden`.
pub async fn check(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: ImportId,
) -> Result<UserImport, Error> {
    begin(context, principal, id, ImportState::Checking).await
}

/// Begins the run, or resumes it after it was stopped.
///
/// # Errors
/// `invalid-fields` if rows cannot be matched, `conflict`, `not-found`, `forbidden`.
pub async fn run(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: ImportId,
) -> Result<UserImport, Error> {
    begin(context, principal, id, ImportState::Running).await
}

async fn begin(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: ImportId,
    next: ImportState,
) -> Result<UserImport, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let import = find(&tx, organization, id).await?;
    let is_run = next == ImportState::Running;
    let is_allowed = if is_run {
        import.state.may_run()
    } else {
        import.state.may_change()
    };
    if !is_allowed {
        return Err(refused(import.state));
    }
    check_fields(&import.fields, import.match_by)?;
    let (party, client) = (principal.party(), principal.client());
    let mut update = Entity::update_many()
        .col_expr(Column::State, Expr::value(next))
        .col_expr(Column::StopReason, Expr::value(Option::<StopReason>::None))
        .col_expr(Column::Failures, Expr::value(0))
        .col_expr(Column::LeasedUntil, Expr::value(Option::<Timestamp>::None))
        .col_expr(Column::LeasedBy, Expr::value(Option::<Uuid>::None))
        .col_expr(Column::ActorKind, Expr::value(party.kind))
        .col_expr(Column::ActorId, Expr::value(party.id))
        .col_expr(Column::ActorName, Expr::value(party.name))
        .col_expr(Column::ActorEmail, Expr::value(party.email))
        .col_expr(Column::ClientAddress, Expr::value(client.address.as_str()))
        .col_expr(Column::ClientDevice, Expr::value(client.device.as_str()));
    if import.state != ImportState::Stopped {
        update = update.col_expr(Column::Position, Expr::value(0));
    }
    if is_run {
        let started = Func::coalesce([Expr::col(Column::StartedAt), Expr::value(context.now())]);
        update = update.col_expr(Column::StartedAt, Expr::expr(started));
    }
    let begun = update
        .filter(Column::Id.eq(import.id))
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::State.eq(import.state))
        .exec(&tx)
        .await?;
    if begun.rows_affected == 0 {
        return Err(refused(next));
    }
    if is_run {
        let event = principal
            .event(EventAction::ImportStarted)
            .with("import", import.id.to_string())
            .with("file", import.file_name.as_str())
            .with("rows", import.row_count.to_string());
        record(context, &tx, organization, event).await?;
    }
    let begun = show(&tx, principal, find(&tx, organization, id).await?).await?;
    tx.commit().await?;
    context.import_waits().notify_one();
    Ok(begun)
}
