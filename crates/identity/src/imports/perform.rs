//! Processes a row of a run.

use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::problem::FieldError;
use entity::{user_import, user_import_row};
use rules::import::RowOutcome;
use rules::state::UserState;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use super::plan_row::{Keys, Plan, PlannedRow, UserChange, plan_row};
use super::progress::{Outcome, move_to, write};
use crate::accounts::HeldAccount;
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::events::NewEvent;
use crate::jobs::Lease;
use crate::precondition::stale_version;
use crate::users::{Changed, NewUser, apply, email_activation, insert};
use crate::{Context, Error};

/// How often a row is tried if somebody changes the user at the same time.
const TRIES: usize = 5;

/// A run: the import, the worker that has leased it, and who started it, for the events.
pub(super) struct Run<'a> {
    pub context: &'a Context,
    pub import: &'a user_import::Model,
    pub lease: Lease,
    client: Client,
}

impl<'a> Run<'a> {
    pub fn new(context: &'a Context, import: &'a user_import::Model, lease: Lease) -> Self {
        let address = import.client_address.clone();
        let device = import.client_device.clone();
        Self {
            context,
            import,
            lease,
            client: Client::new(address, device, std::iter::empty()),
        }
    }

    /// Who has begun the run.
    pub fn party(&self) -> Party {
        Party {
            kind: self.import.actor_kind,
            id: self.import.actor_id,
            name: self.import.actor_name.clone(),
            email: self.import.actor_email.clone(),
        }
    }

    fn event(&self, action: EventAction) -> NewEvent<'_> {
        NewEvent::new(action, self.party())
            .from(&self.client)
            .with("import", self.import.id.to_string())
    }

    /// Processes a row. Returns false if the import was stopped, or if another worker has taken over.
    ///
    /// # Errors
    /// If the database does not respond: then the row was not processed.
    pub async fn row(&self, row: &user_import_row::Model) -> Result<bool, Error> {
        for _ in 0..TRIES {
            match self.attempt(row).await {
                Err(Error::Taken(_) | Error::Refused(..) | Error::NotFound) => {}
                Err(error) if error.is_away() => return Err(error),
                Err(error) => {
                    tracing::error!(%error, import = %self.import.id, row = row.number, "a row of an import failed");
                    break;
                }
                done => return done,
            }
        }
        // The changes of the row were rolled back, so its outcome is written in another transaction.
        let message = "The row could not be imported. Try again; if the problem persists, the log of \
                       the server says why";
        let outcome = Outcome {
            keys: Keys::default(),
            outcome: RowOutcome::Problem,
            user: None,
            problems: vec![FieldError::new("", "internal", message)],
        };
        let tx = self.context.database().begin().await?;
        self.commit(tx, row, outcome).await
    }

    async fn attempt(&self, row: &user_import_row::Model) -> Result<bool, Error> {
        let tx = self.context.database().begin().await?;
        let PlannedRow { keys, plan } = plan_row(self.context, &tx, self.import, row).await?;
        let (tx, outcome, user, problems) = match plan {
            Plan::Create(new) => {
                let tx = self.create(tx, &new).await?;
                (tx, RowOutcome::Create, Some(new.id), Vec::new())
            }
            Plan::Change(change) => {
                let tx = self.change(tx, &change).await?;
                (tx, RowOutcome::Change, Some(change.user), Vec::new())
            }
            Plan::Unchanged(user) => (tx, RowOutcome::Unchanged, Some(user), Vec::new()),
            Plan::Problem(problems) => (tx, RowOutcome::Problem, None, problems),
        };
        let outcome = Outcome {
            keys,
            outcome,
            user,
            problems,
        };
        self.commit(tx, row, outcome).await
    }

    async fn commit(
        &self,
        tx: DatabaseTransaction,
        row: &user_import_row::Model,
        outcome: Outcome,
    ) -> Result<bool, Error> {
        let lease = (self.import, self.lease);
        if !move_to(self.context, &tx, lease, row.number).await? {
            return Ok(false);
        }
        write(&tx, self.import, row.number, outcome).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn create(
        &self,
        tx: DatabaseTransaction,
        new: &NewUser,
    ) -> Result<DatabaseTransaction, Error> {
        insert(self.context, &tx, new).await?;
        let held = self.hold(tx, new.id).await?;
        let event = self.event(EventAction::UserCreated);
        held.record(event.with("state", new.state.as_str())).await?;
        if new.state == UserState::Active {
            email_activation(&held).await?;
        }
        Ok(held.into_tx())
    }

    async fn change(
        &self,
        tx: DatabaseTransaction,
        change: &UserChange,
    ) -> Result<DatabaseTransaction, Error> {
        let held = self.hold(tx, change.user).await?;
        if held.account.version != change.version {
            return Err(stale_version());
        }
        let profiles = (&change.before, &change.after);
        let account = &held.account;
        let changed = apply(self.context, held.tx(), account, &change.names, profiles).await?;
        if let Changed::Fields(fields) = changed {
            let event = self.event(EventAction::UserUpdated);
            held.record(event.with("fields", fields.join(", "))).await?;
        }
        Ok(held.into_tx())
    }

    async fn hold(&self, tx: DatabaseTransaction, user: Uuid) -> Result<HeldAccount<'a>, Error> {
        let organization = OrganizationId(self.import.organization_id);
        HeldAccount::within(self.context, tx, organization, Portal::User, user).await
    }
}
