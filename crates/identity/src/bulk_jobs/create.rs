use contract::bulk_jobs::{BulkJob, BulkJobState, CreateBulkJob};
use contract::events::EventAction;
use contract::ids::BulkJobId;
use entity::Document;
use entity::bulk_job::{ActiveModel, Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::make_room::make_room;
use super::show::show;
use super::{check, choose};
use crate::events::{NewEvent, record};
use crate::idempotency::{Create, Once, claim};
use crate::permitted::{Permitted, UsersAssistOrWrite};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Begins an action on any number of users. Requires the same permission as the action on a single user.
/// A repeated call with the same `idempotency_key` (kept for a day) returns the job that the first call
/// created.
///
/// # Errors
/// `invalid-fields`, `invalid-query`, `not-found` if there is no such other job, `conflict` if too many
/// jobs are running, `idempotency-conflict`, `forbidden`.
pub async fn create(
    context: &Context,
    principal: &Permitted<UsersAssistOrWrite>,
    request: &CreateBulkJob,
    idempotency_key: Option<&str>,
) -> Result<Once<BulkJob>, Error> {
    principal.require(request.action.needs())?;
    choose::check(principal, &request.users)?;
    let organization = principal.organization();
    let id = context.new_id();
    let tx = context.database().begin().await?;
    let once = Create {
        by: principal,
        operation: "bulk-job",
        key: idempotency_key,
        request,
    };
    if let Some(first) = claim(context, &tx, once, id).await? {
        let job = find(&tx, organization, BulkJobId(first)).await?;
        return Ok(Once::replay(show(job)));
    }
    check::check(&tx, organization, request).await?;
    make_room(&tx, organization, request.users.failed_in).await?;
    let (party, client) = (principal.party(), principal.client());
    let row = ActiveModel {
        id: Set(id),
        organization_id: Set(organization.0),
        action: Set(request.action),
        changes: Set(request.changes.clone().map(Document)),
        group_id: Set(request.group_id.map(|id| id.0)),
        state: Set(BulkJobState::Running),
        users: Set(0),
        position: Set(0),
        done: Set(0),
        unchanged: Set(0),
        failed: Set(0),
        actor_kind: Set(party.kind),
        actor_id: Set(party.id),
        actor_name: Set(party.name),
        actor_email: Set(party.email),
        client_address: Set(client.address.clone()),
        client_device: Set(client.device.clone()),
        created_at: Set(context.now()),
        finished_at: Set(None),
        leased_until: Set(None),
        leased_by: Set(None),
        stop_reason: Set(None),
        failures: Set(0),
    };
    Entity::insert(row).exec_without_returning(&tx).await?;
    let users = choose::choose(context, &tx, (organization, id), &request.users).await?;
    Entity::update_many()
        .col_expr(Column::Users, Expr::value(users))
        .filter(Column::Id.eq(id))
        .filter(Column::OrganizationId.eq(organization.0))
        .exec(&tx)
        .await?;
    let event = principal
        .event(EventAction::BulkJobStarted)
        .with("bulk_job", id.to_string())
        .with("action", request.action.as_str())
        .with("users", users.to_string());
    record(context, &tx, organization, chosen_by(event, request)).await?;
    let job = find(&tx, organization, BulkJobId(id)).await?;
    tx.commit().await?;
    context.bulk_job_waits().notify_one();
    Ok(Once::done(show(job)))
}

/// Adds to an event how the users were chosen.
fn chosen_by<'a>(event: NewEvent<'a>, request: &CreateBulkJob) -> NewEvent<'a> {
    let mut event = event;
    if let Some(query) = &request.users.matching {
        for (name, value) in [("search", &query.search), ("filter", &query.filter)] {
            if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
                event = event.with(name, value);
            }
        }
    }
    if let Some(other) = request.users.failed_in {
        event = event.with("failed_in", other.to_string());
    }
    if let Some(remedy) = request.users.remedy {
        event = event.with("remedy", remedy.as_str());
    }
    if let Some(group) = request.group_id {
        event = event.with("group_id", group.to_string());
    }
    event
}
