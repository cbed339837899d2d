use contract::bulk_jobs::{BulkJob, BulkJobState};
use contract::events::EventAction;
use contract::ids::BulkJobId;
use entity::bulk_job::{Column, Entity};
use rules::stop_reason::StopReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::allowed::refused;
use super::show::show;
use crate::events::record;
use crate::permitted::{Permitted, UsersRead};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Resumes a job that was stopped, for the users who were not processed. The caller is the actor from now
/// on. Also requires the permission of its action.
///
/// # Errors
/// `conflict` if it was not stopped, `not-found`, `forbidden`.
pub async fn resume(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: BulkJobId,
) -> Result<BulkJob, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let job = find(&tx, organization, id).await?;
    principal.require(job.action.needs())?;
    let (party, client) = (principal.party(), principal.client());
    let resumed = Entity::update_many()
        .col_expr(Column::State, Expr::value(BulkJobState::Running))
        .col_expr(Column::StopReason, Expr::value(Option::<StopReason>::None))
        .col_expr(Column::Failures, Expr::value(0))
        .col_expr(Column::ActorKind, Expr::value(party.kind))
        .col_expr(Column::ActorId, Expr::value(party.id))
        .col_expr(Column::ActorName, Expr::value(party.name))
        .col_expr(Column::ActorEmail, Expr::value(party.email))
        .col_expr(Column::ClientAddress, Expr::value(client.address.as_str()))
        .col_expr(Column::ClientDevice, Expr::value(client.device.as_str()))
        .filter(Column::Id.eq(job.id))
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::State.eq(BulkJobState::Stopped))
        .exec(&tx)
        .await?;
    let resumed_job = find(&tx, organization, id).await?;
    if resumed.rows_affected == 0 {
        return Err(refused(resumed_job.state));
    }
    let event = principal
        .event(EventAction::BulkJobStarted)
        .with("bulk_job", job.id.to_string())
        .with("action", job.action.as_str())
        .with("users", job.users.to_string());
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    context.bulk_job_waits().notify_one();
    Ok(show(resumed_job))
}
