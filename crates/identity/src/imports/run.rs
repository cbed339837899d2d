use async_trait::async_trait;
use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::organization::suspended;
use entity::user_import::{Column, Entity, Model};
use entity::user_import_row;
use rules::import::{ImportState, RowOutcome};
use rules::role::Permission;
use rules::stop_reason::StopReason;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::end::end;
use super::fail::fail;
use super::find::find;
use super::judge::{Judged, Plan, judge};
use super::perform::Run;
use super::progress::{LEASE, Outcome, move_to, release, write};
use super::show::counts;
use crate::actor::Client;
use crate::events::{NewEvent, record};
use crate::initiator::Initiator;
use crate::outbox::{Deliveries, Share, work};
use crate::suspension::is_suspended;
use crate::{Context, Error};

/// The number of rows per query, all of which the dry run checks in one transaction.
const BATCH: u64 = 50;
/// The number of imports of one organization that a server processes in parallel. Each can take minutes,
/// and others wait for a free place.
const OF_AN_ORGANIZATION: usize = 2;

/// Processes imports until `stop`. An import that is under way then is left to the next server.
pub async fn run(context: Context, stop: CancellationToken) {
    let imports = Imports {
        worker: context.new_id(),
        context,
        stop: stop.clone(),
    };
    work(imports, stop).await;
}

/// The imports that are in a dry run or a run.
#[derive(Clone)]
struct Imports {
    context: Context,
    /// Identifies this server in leases.
    worker: Uuid,
    stop: CancellationToken,
}

#[async_trait]
impl Deliveries for Imports {
    type Item = Model;

    const NAME: &'static str = "imports";
    const AT_ONCE: usize = 4;

    fn added(&self) -> &Notify {
        self.context.import_waits()
    }

    fn shares(import: &Model) -> Vec<Share> {
        vec![Share {
            of: import.organization_id,
            most: OF_AN_ORGANIZATION,
        }]
    }

    async fn due(&self, most: u64, full: &[Uuid]) -> Result<Vec<Model>, Error> {
        let due = Entity::find()
            .filter(Column::State.is_in([ImportState::Checking, ImportState::Running]))
            .filter(unleased(self.context.now()))
            .filter(Column::OrganizationId.is_not_in(full.iter().copied()))
            .filter(Column::OrganizationId.not_in_subquery(suspended()))
            .order_by_asc(Column::Id)
            .limit(most)
            .all(self.context.database().read())
            .await?;
        Ok(due)
    }

    async fn lease(&self, import: &Model) -> Result<bool, Error> {
        let now = self.context.now();
        let leased = Entity::update_many()
            .col_expr(Column::LeasedUntil, Expr::value(now.plus(LEASE)))
            .col_expr(Column::LeasedBy, Expr::value(self.worker))
            .filter(Column::Id.eq(import.id))
            .filter(Column::State.eq(import.state))
            .filter(unleased(now))
            .exec(self.context.database().write())
            .await?;
        Ok(leased.rows_affected == 1)
    }

    async fn attempt(self, import: Model) -> Result<(), Error> {
        // What was read before the lease may be out of date.
        let organization = OrganizationId(import.organization_id);
        let id = contract::ids::ImportId(import.id);
        let import = find(self.context.database().read(), organization, id).await?;
        let done = match import.state {
            ImportState::Checking => self.check(&import).await,
            ImportState::Running => self.process(&import).await,
            _ => Ok(()),
        };
        match done {
            Err(error) => fail(&self.context, (&import, self.worker), &error).await,
            Ok(()) => Ok(()),
        }
    }
}

fn unleased(now: Timestamp) -> Condition {
    Condition::any()
        .add(Column::LeasedUntil.is_null())
        .add(Column::LeasedUntil.lte(now))
}

impl Imports {
    /// Runs the rest of an import.
    async fn process(&self, import: &Model) -> Result<(), Error> {
        let run = Run::new(&self.context, import, self.worker);
        let mut position = import.position;
        loop {
            let rows = self.rows_after(import, position).await?;
            if rows.is_empty() {
                return self.finish(import).await;
            }
            for row in &rows {
                if self.pauses(import).await? {
                    return release(&self.context, import, self.worker).await;
                }
                if let Some(reason) = self.lapsed(import).await? {
                    return end(&self.context, (import, self.worker), reason).await;
                }
                if !run.row(row).await? {
                    return Ok(());
                }
                position = row.number;
            }
        }
    }

    /// Judges the rest of an import.
    async fn check(&self, import: &Model) -> Result<(), Error> {
        let mut position = import.position;
        loop {
            let rows = self.rows_after(import, position).await?;
            let Some(last) = rows.last() else {
                return self.finish(import).await;
            };
            if self.pauses(import).await? {
                return release(&self.context, import, self.worker).await;
            }
            if let Some(reason) = self.lapsed(import).await? {
                return end(&self.context, (import, self.worker), reason).await;
            }
            let tx = self.context.database().begin().await?;
            // First, so that an import that was stopped is not judged.
            let lease = (import, self.worker);
            if !move_to(&self.context, &tx, lease, last.number).await? {
                return Ok(());
            }
            for row in &rows {
                let judged = judge(&self.context, &tx, import, row).await?;
                write(&tx, import, row.number, planned(judged)).await?;
            }
            tx.commit().await?;
            position = last.number;
        }
    }

    /// Whether the work is left to be continued later: the server stops, or the organization is suspended.
    async fn pauses(&self, import: &Model) -> Result<bool, Error> {
        let organization = OrganizationId(import.organization_id);
        let read = self.context.database().read();
        Ok(self.stop.is_cancelled() || is_suspended(read, organization).await?)
    }

    /// Why who has begun it may not import users anymore.
    async fn lapsed(&self, import: &Model) -> Result<Option<StopReason>, Error> {
        let organization = OrganizationId(import.organization_id);
        let requires = [Permission::UsersWrite];
        Initiator::stored(organization, import.actor_kind, import.actor_id, &requires)
            .lapsed(&self.context, self.context.database().read())
            .await
    }

    async fn rows_after(
        &self,
        import: &Model,
        position: i32,
    ) -> Result<Vec<user_import_row::Model>, Error> {
        let rows = user_import_row::Entity::find()
            .filter(user_import_row::Column::ImportId.eq(import.id))
            .filter(user_import_row::Column::OrganizationId.eq(import.organization_id))
            .filter(user_import_row::Column::Number.gt(position))
            .order_by_asc(user_import_row::Column::Number)
            .limit(BATCH)
            .all(self.context.database().read())
            .await?;
        Ok(rows)
    }

    /// Notes that every row was processed.
    async fn finish(&self, import: &Model) -> Result<(), Error> {
        let context = &self.context;
        let is_run = import.state == ImportState::Running;
        let (next, at) = if is_run {
            (ImportState::Finished, Some(context.now()))
        } else {
            (ImportState::Checked, None)
        };
        let tx = context.database().begin().await?;
        let finished = Entity::update_many()
            .col_expr(Column::State, Expr::value(next))
            .col_expr(Column::FinishedAt, Expr::value(at))
            .col_expr(Column::LeasedUntil, Expr::value(Option::<Timestamp>::None))
            .filter(Column::Id.eq(import.id))
            .filter(Column::OrganizationId.eq(import.organization_id))
            .filter(Column::State.eq(import.state))
            .filter(Column::LeasedBy.eq(self.worker))
            .exec(&tx)
            .await?;
        if finished.rows_affected == 0 {
            return Ok(());
        }
        if is_run {
            let organization = OrganizationId(import.organization_id);
            let id = contract::ids::ImportId(import.id);
            let counts = counts(&tx, &find(&tx, organization, id).await?).await?;
            let run = Run::new(context, import, self.worker);
            let address = import.client_address.clone();
            let client = Client::new(address, import.client_device.clone(), std::iter::empty());
            let event = NewEvent::new(EventAction::ImportFinished, run.party())
                .from(&client)
                .with("import", import.id.to_string())
                .with("file", import.file_name.as_str())
                .with("created", counts.create.to_string())
                .with("changed", counts.change.to_string())
                .with("unchanged", counts.unchanged.to_string())
                .with("problems", counts.problem.to_string());
            record(context, &tx, organization, event).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

fn planned(Judged { keys, plan }: Judged) -> Outcome {
    let (outcome, user, problems) = match plan {
        Plan::Create(_) => (RowOutcome::Create, None, Vec::new()),
        Plan::Change(change) => (RowOutcome::Change, Some(change.user), Vec::new()),
        Plan::Unchanged(user) => (RowOutcome::Unchanged, Some(user), Vec::new()),
        Plan::Problem(problems) => (RowOutcome::Problem, None, problems),
    };
    Outcome {
        keys,
        outcome,
        user,
        problems,
    }
}
