use std::time::Duration;

use async_trait::async_trait;
use contract::events::EventAction;
use contract::ids::{ImportId, OrganizationId};
use entity::user_import::{Column, Entity, Model};
use rules::import::{ImportState, RowOutcome};
use rules::role::Permission;
use rules::stop_reason::StopReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::end::end;
use super::perform::Run;
use super::plan_row::{Plan, PlannedRow, plan_row};
use super::progress::{Outcome, move_to, write};
use super::show::counts;
use crate::actor::Client;
use crate::events::{NewEvent, record};
use crate::initiator::Initiator;
use crate::jobs::{self, Lease, PAUSE, TURN, pass_on, release, rows_after};
use crate::outbox::{Deliveries, Share, work};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Processes imports until `stop`. An import that is under way then is left to the next server.
pub async fn run(context: Context, stop: CancellationToken) {
    let imports = Imports {
        context,
        stop: stop.clone(),
    };
    work(imports, stop).await;
}

/// The imports that are in a dry run or a run.
#[derive(Clone)]
struct Imports {
    context: Context,
    stop: CancellationToken,
}

#[async_trait]
impl Deliveries for Imports {
    type Item = Model;

    const NAME: &'static str = "imports";
    const AT_ONCE: usize = jobs::AT_ONCE;

    fn added(&self) -> &Notify {
        self.context.import_waits()
    }

    fn shares(import: &Model) -> Vec<Share> {
        jobs::share(import.organization_id)
    }

    async fn due(&self, most: u64, full: &[Uuid]) -> Result<Vec<Model>, Error> {
        let mut due = jobs::due::<Entity>(&self.context, most, full).await?;
        // Each lease has its own identifier, also those of one server: what still runs under an earlier one then
        // notices that it is over.
        for import in &mut due {
            import.leased_by = Some(self.context.new_id());
        }
        Ok(due)
    }

    async fn lease(&self, import: &Model) -> Result<bool, Error> {
        jobs::lease::<Entity>(&self.context, of(import), import.state).await
    }

    async fn attempt(self, import: Model) -> Result<(), Error> {
        // What was read before the lease may be out of date.
        let lease = of(&import);
        let read = self.context.database().read();
        let mut import = find(read, lease.organization, ImportId(import.id)).await?;
        import.leased_by = Some(lease.worker);
        let done = match import.state {
            ImportState::Checking => self.check(&import).await,
            ImportState::Running => self.process(&import).await,
            _ => Ok(()),
        };
        let Err(error) = done else {
            return Ok(());
        };
        if jobs::fail::<Entity>(&self.context, lease, &error).await? {
            end(&self.context, (&import, lease), StopReason::Failed).await?;
        }
        Ok(())
    }
}

/// The lease of an import.
fn of(import: &Model) -> Lease {
    Lease {
        job: import.id,
        organization: OrganizationId(import.organization_id),
        worker: import.leased_by.unwrap_or_default(),
    }
}

impl Imports {
    /// Runs an import for one turn.
    async fn process(&self, import: &Model) -> Result<(), Error> {
        let (context, lease) = (&self.context, of(import));
        let run = Run::new(context, import, lease);
        let mut position = import.position;
        let end_of_turn = position.saturating_add(TURN);
        loop {
            let rows = rows_after::<Entity>(context, lease, position).await?;
            if rows.is_empty() {
                return self.finish(import).await;
            }
            if jobs::must_wait(context, lease.organization).await? {
                return pass_on::<Entity>(context, lease, PAUSE).await;
            }
            for row in &rows {
                if jobs::pauses(context, lease.organization, &self.stop).await? {
                    return release::<Entity>(context, lease).await;
                }
                if let Some(reason) = self.lapsed(import).await? {
                    return end(context, (import, lease), reason).await;
                }
                if !run.row(row).await? {
                    return Ok(());
                }
                position = row.number;
                if position >= end_of_turn {
                    return pass_on::<Entity>(context, lease, Duration::ZERO).await;
                }
            }
        }
    }

    /// Evaluates an import for one turn.
    async fn check(&self, import: &Model) -> Result<(), Error> {
        let (context, lease) = (&self.context, of(import));
        let mut position = import.position;
        let end_of_turn = position.saturating_add(TURN);
        loop {
            let rows = rows_after::<Entity>(context, lease, position).await?;
            let Some(last) = rows.last() else {
                return self.finish(import).await;
            };
            if position >= end_of_turn {
                return pass_on::<Entity>(context, lease, Duration::ZERO).await;
            }
            if jobs::pauses(context, lease.organization, &self.stop).await? {
                return release::<Entity>(context, lease).await;
            }
            if let Some(reason) = self.lapsed(import).await? {
                return end(context, (import, lease), reason).await;
            }
            let tx = context.database().begin().await?;
            // First, so that an import that was stopped is not evaluated.
            if !move_to(context, &tx, (import, lease), last.number).await? {
                return Ok(());
            }
            for row in &rows {
                let planned_row = plan_row(context, &tx, import, row).await?;
                write(&tx, import, row.number, planned(planned_row)).await?;
            }
            tx.commit().await?;
            position = last.number;
        }
    }

    /// Why who has begun it may not import users anymore.
    async fn lapsed(&self, import: &Model) -> Result<Option<StopReason>, Error> {
        let organization = OrganizationId(import.organization_id);
        let requires = [Permission::UsersWrite];
        Initiator::stored(organization, import.actor_kind, import.actor_id, &requires)
            .lapsed(&self.context, self.context.database().read())
            .await
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
            // Its organization has had a turn now.
            .col_expr(Column::LeasedUntil, Expr::value(context.now()))
            .filter(Column::Id.eq(import.id))
            .filter(Column::OrganizationId.eq(import.organization_id))
            .filter(Column::State.eq(import.state))
            .filter(Column::LeasedBy.eq(of(import).worker))
            .exec(&tx)
            .await?;
        if finished.rows_affected == 0 {
            return Ok(());
        }
        if is_run {
            let organization = OrganizationId(import.organization_id);
            let id = ImportId(import.id);
            let counts = counts(&tx, &find(&tx, organization, id).await?).await?;
            let run = Run::new(context, import, of(import));
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

fn planned(PlannedRow { keys, plan }: PlannedRow) -> Outcome {
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

#[cfg(test)]
mod tests {
    use contract::imports::UploadQuery;

    use super::*;
    use crate::imports::{Upload, check, stop};
    use crate::tests::{Backend, World};

    #[tokio::test]
    async fn a_lease_is_over_when_the_same_server_has_another_one() -> Result<(), Error> {
        let world = World::new(Backend::Sqlite).await?;
        let tenant = world.tenant("a").await?;
        let context = &world.context;
        let query = UploadQuery::default();
        let mut upload = Upload::begin(context, &tenant.owner.permit()?, &query).await?;
        upload.push(b"email\nada@example.com\n").await?;
        let id = upload.finish().await?.id;
        let imports = Imports {
            context: context.clone(),
            stop: CancellationToken::new(),
        };
        let mut leased = Vec::new();
        for _ in 0..2 {
            check(context, &tenant.owner.permit()?, id).await?;
            let import = imports.due(1, &[]).await?.pop().ok_or(Error::NotFound)?;
            assert!(imports.lease(&import).await?);
            leased.push(import);
            if leased.len() == 1 {
                // The task of the first lease does not know it yet.
                stop(context, &tenant.owner.permit()?, id).await?;
            }
        }
        for (import, expected) in leased.iter().zip([false, true]) {
            let tx = context.database().begin().await?;
            let moved = move_to(context, &tx, (import, of(import)), 1).await?;
            assert_eq!(moved, expected);
            tx.commit().await?;
        }
        Ok(())
    }
}
