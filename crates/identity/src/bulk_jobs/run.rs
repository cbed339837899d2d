use std::time::Duration;

use async_trait::async_trait;
use contract::bulk_jobs::BulkJobState;
use contract::events::EventAction;
use contract::ids::{BulkJobId, OrganizationId};
use entity::bulk_job::{Column, Entity, Model};
use rules::stop_reason::StopReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::end::end;
use super::perform::LeasedJob;
use super::show::counts;
use crate::actor::{Client, Party};
use crate::events::{NewEvent, record};
use crate::initiator::Initiator;
use crate::jobs::{self, Lease, PAUSE, TURN, pass_on, release, rows_after};
use crate::outbox::{Deliveries, Share, work};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Processes bulk jobs until `stop`. A job that is under way then is left to the next server.
pub async fn run(context: Context, stop: CancellationToken) {
    let jobs = Jobs {
        context,
        stop: stop.clone(),
    };
    work(jobs, stop).await;
}

/// The jobs that are running.
#[derive(Clone)]
struct Jobs {
    context: Context,
    stop: CancellationToken,
}

#[async_trait]
impl Deliveries for Jobs {
    type Item = Model;

    const NAME: &'static str = "bulk jobs";
    const AT_ONCE: usize = jobs::AT_ONCE;

    fn added(&self) -> &Notify {
        self.context.bulk_job_waits()
    }

    fn shares(job: &Model) -> Vec<Share> {
        jobs::share(job.organization_id)
    }

    async fn due(&self, most: u64, full: &[Uuid]) -> Result<Vec<Model>, Error> {
        let mut due = jobs::due::<Entity>(&self.context, most, full).await?;
        // Each lease has its own identifier, also those of one server: what still runs under an earlier one then
        // notices that it is over.
        for job in &mut due {
            job.leased_by = Some(self.context.new_id());
        }
        Ok(due)
    }

    async fn lease(&self, job: &Model) -> Result<bool, Error> {
        jobs::lease::<Entity>(&self.context, of(job), job.state).await
    }

    async fn attempt(self, job: Model) -> Result<(), Error> {
        // What was read before the lease may be out of date.
        let lease = of(&job);
        let read = self.context.database().read();
        let mut job = find(read, lease.organization, BulkJobId(job.id)).await?;
        job.leased_by = Some(lease.worker);
        let Err(error) = self.process(&job).await else {
            return Ok(());
        };
        if jobs::fail::<Entity>(&self.context, lease, &error).await? {
            end(&self.context, (&job, lease), StopReason::Failed).await?;
        }
        Ok(())
    }
}

/// The lease of a job.
fn of(job: &Model) -> Lease {
    Lease {
        job: job.id,
        organization: OrganizationId(job.organization_id),
        worker: job.leased_by.unwrap_or_default(),
    }
}

impl Jobs {
    /// Processes the users of a job who were not processed yet, for one turn.
    async fn process(&self, job: &Model) -> Result<(), Error> {
        let (context, lease) = (&self.context, of(job));
        let leased = LeasedJob {
            context,
            job,
            lease,
        };
        let organization = lease.organization;
        let requires = [job.action.needs()];
        let initiator = Initiator::stored(organization, job.actor_kind, job.actor_id, &requires);
        let client = client(job);
        let mut position = job.position;
        let end_of_turn = position.saturating_add(TURN);
        loop {
            let users = rows_after::<Entity>(context, lease, position).await?;
            if users.is_empty() {
                return self.finish(job).await;
            }
            if jobs::must_wait(context, organization).await? {
                return pass_on::<Entity>(context, lease, PAUSE).await;
            }
            for user in &users {
                if jobs::pauses(context, organization, &self.stop).await? {
                    return release::<Entity>(context, lease).await;
                }
                let principal = match initiator.principal(context, &client).await? {
                    Ok(principal) => principal,
                    Err(reason) => return end(context, (job, lease), reason).await,
                };
                if !leased.user(&principal, user).await? {
                    return Ok(());
                }
                position = user.number;
                if position >= end_of_turn {
                    return pass_on::<Entity>(context, lease, Duration::ZERO).await;
                }
            }
        }
    }

    /// Notes that every user was processed.
    async fn finish(&self, job: &Model) -> Result<(), Error> {
        let context = &self.context;
        let tx = context.database().begin().await?;
        let finished = Entity::update_many()
            .col_expr(Column::State, Expr::value(BulkJobState::Finished))
            .col_expr(Column::FinishedAt, Expr::value(Some(context.now())))
            // Its organization has had a turn now.
            .col_expr(Column::LeasedUntil, Expr::value(context.now()))
            .filter(Column::Id.eq(job.id))
            .filter(Column::OrganizationId.eq(job.organization_id))
            .filter(Column::State.eq(BulkJobState::Running))
            .filter(Column::LeasedBy.eq(of(job).worker))
            .exec(&tx)
            .await?;
        if finished.rows_affected == 0 {
            return Ok(());
        }
        let organization = OrganizationId(job.organization_id);
        let counts = counts(&find(&tx, organization, BulkJobId(job.id)).await?);
        let client = client(job);
        let event = NewEvent::new(EventAction::BulkJobFinished, party(job))
            .from(&client)
            .with("bulk_job", job.id.to_string())
            .with("action", job.action.as_str())
            .with("done", counts.done.to_string())
            .with("unchanged", counts.unchanged.to_string())
            .with("failed", counts.failed.to_string());
        record(context, &tx, organization, event).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Who has begun the job, or has resumed it last.
fn party(job: &Model) -> Party {
    Party {
        kind: job.actor_kind,
        id: job.actor_id,
        name: job.actor_name.clone(),
        email: job.actor_email.clone(),
    }
}

/// The client from which it was begun.
fn client(job: &Model) -> Client {
    let (address, device) = (job.client_address.clone(), job.client_device.clone());
    Client::new(address, device, std::iter::empty()).in_bulk_job(BulkJobId(job.id))
}
