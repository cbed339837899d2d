use std::time::Duration;

use async_trait::async_trait;
use contract::bulk_jobs::BulkJobState;
use contract::events::EventAction;
use contract::ids::{BulkJobId, OrganizationId};
use entity::bulk_job::{Column, Entity, Model};
use entity::bulk_job_user;
use entity::organization::suspended;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::end::end;
use super::fail::fail;
use super::find::find;
use super::perform::Act;
use super::progress::{pass_on, release};
use super::show::counts;
use crate::actor::{Client, Party};
use crate::events::{NewEvent, record};
use crate::imports::LEASE;
use crate::initiator::Initiator;
use crate::outbox::{Deliveries, Share, are_many_due, work};
use crate::suspension::is_suspended;
use crate::{Context, Error};

/// The number of users per query.
const BATCH: u64 = 50;
/// The number of jobs of one organization that a server processes in parallel.
const OF_AN_ORGANIZATION: usize = 2;
/// The number of users after which a job gives its place to those that wait. A whole job can take many
/// minutes, so a few organizations would otherwise keep all others waiting.
const TURN: i32 = 500;
/// The number of due emails of an organization at which its jobs pause. Emails are delivered in the order in
/// which they were written, so all those of a long job would delay the emails of everybody, such as codes and
/// links that somebody waits for.
const MANY_EMAILS: u64 = 500;
/// How long they pause.
const PAUSE: Duration = Duration::from_secs(1);
/// When the organization of a job last had a turn. Whose turn was longest ago is next.
const TURN_OF_ORGANIZATION: &str = r#"(SELECT COALESCE(MAX("other"."leased_until"), 0) FROM "bulk_job" AS "other" WHERE "other"."organization_id" = "bulk_job"."organization_id")"#;
/// The same for the job.
const TURN_OF_JOB: &str = r#"COALESCE("bulk_job"."leased_until", 0)"#;

/// Processes bulk jobs until `stop`. A job that is under way then is left to the next server.
pub async fn run(context: Context, stop: CancellationToken) {
    let jobs = Jobs {
        worker: context.new_id(),
        context,
        stop: stop.clone(),
    };
    work(jobs, stop).await;
}

/// The jobs that are running.
#[derive(Clone)]
struct Jobs {
    context: Context,
    /// Identifies this server in leases.
    worker: Uuid,
    stop: CancellationToken,
}

#[async_trait]
impl Deliveries for Jobs {
    type Item = Model;

    const NAME: &'static str = "bulk jobs";
    const AT_ONCE: usize = 4;

    fn added(&self) -> &Notify {
        self.context.bulk_job_waits()
    }

    fn shares(job: &Model) -> Vec<Share> {
        vec![Share {
            of: job.organization_id,
            most: OF_AN_ORGANIZATION,
        }]
    }

    async fn due(&self, most: u64, full: &[Uuid]) -> Result<Vec<Model>, Error> {
        let due = Entity::find()
            .filter(Column::State.eq(BulkJobState::Running))
            .filter(unleased(self.context.now()))
            .filter(Column::OrganizationId.is_not_in(full.iter().copied()))
            .filter(Column::OrganizationId.not_in_subquery(suspended()))
            .order_by_asc(Expr::cust(TURN_OF_ORGANIZATION))
            .order_by_asc(Expr::cust(TURN_OF_JOB))
            .order_by_asc(Column::Id)
            .limit(most)
            .all(self.context.database().read())
            .await?;
        Ok(due)
    }

    async fn lease(&self, job: &Model) -> Result<bool, Error> {
        let now = self.context.now();
        let leased = Entity::update_many()
            .col_expr(Column::LeasedUntil, Expr::value(now.plus(LEASE)))
            .col_expr(Column::LeasedBy, Expr::value(self.worker))
            .filter(Column::Id.eq(job.id))
            .filter(Column::State.eq(BulkJobState::Running))
            .filter(unleased(now))
            .exec(self.context.database().write())
            .await?;
        Ok(leased.rows_affected == 1)
    }

    async fn attempt(self, job: Model) -> Result<(), Error> {
        // What was read before the lease may be out of date.
        let organization = OrganizationId(job.organization_id);
        let read = self.context.database().read();
        let job = find(read, organization, BulkJobId(job.id)).await?;
        match self.process(&job).await {
            Err(error) => fail(&self.context, (&job, self.worker), &error).await,
            Ok(()) => Ok(()),
        }
    }
}

fn unleased(now: Timestamp) -> Condition {
    Condition::any()
        .add(Column::LeasedUntil.is_null())
        .add(Column::LeasedUntil.lte(now))
}

impl Jobs {
    /// Processes the users of a job who were not processed yet, for one turn.
    async fn process(&self, job: &Model) -> Result<(), Error> {
        let (context, worker) = (&self.context, self.worker);
        let act = Act {
            context,
            job,
            worker,
        };
        let organization = OrganizationId(job.organization_id);
        let requires = [job.action.needs()];
        let initiator = Initiator::stored(organization, job.actor_kind, job.actor_id, &requires);
        let client = client(job);
        let mut position = job.position;
        let end_of_turn = position.saturating_add(TURN);
        loop {
            let users = self.users_after(job, position).await?;
            if users.is_empty() {
                return self.finish(job).await;
            }
            if are_many_due(context, organization, MANY_EMAILS).await? {
                return pass_on(context, job, worker, PAUSE).await;
            }
            for user in &users {
                if self.pauses(job).await? {
                    return release(context, job, worker).await;
                }
                let principal = match initiator.principal(context, &client).await? {
                    Ok(principal) => principal,
                    Err(reason) => return end(context, (job, worker), reason).await,
                };
                if !act.user(&principal, user).await? {
                    return Ok(());
                }
                position = user.number;
                if position >= end_of_turn {
                    return pass_on(context, job, worker, Duration::ZERO).await;
                }
            }
        }
    }

    /// Whether the work is left to be continued later: the server stops, or the organization is suspended.
    async fn pauses(&self, job: &Model) -> Result<bool, Error> {
        let organization = OrganizationId(job.organization_id);
        let read = self.context.database().read();
        Ok(self.stop.is_cancelled() || is_suspended(read, organization).await?)
    }

    async fn users_after(
        &self,
        job: &Model,
        position: i32,
    ) -> Result<Vec<bulk_job_user::Model>, Error> {
        use bulk_job_user::{Column, Entity};
        let users = Entity::find()
            .filter(Column::BulkJobId.eq(job.id))
            .filter(Column::OrganizationId.eq(job.organization_id))
            .filter(Column::Number.gt(position))
            .order_by_asc(Column::Number)
            .limit(BATCH)
            .all(self.context.database().read())
            .await?;
        Ok(users)
    }

    /// Notes that every user was processed.
    async fn finish(&self, job: &Model) -> Result<(), Error> {
        let context = &self.context;
        let tx = context.database().begin().await?;
        let finished = Entity::update_many()
            .col_expr(Column::State, Expr::value(BulkJobState::Finished))
            .col_expr(Column::FinishedAt, Expr::value(Some(context.now())))
            .col_expr(Column::LeasedUntil, Expr::value(Option::<Timestamp>::None))
            .filter(Column::Id.eq(job.id))
            .filter(Column::OrganizationId.eq(job.organization_id))
            .filter(Column::State.eq(BulkJobState::Running))
            .filter(Column::LeasedBy.eq(self.worker))
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
