//! Processes a user of a job.

use contract::bulk::BulkAction;
use contract::bulk_jobs::{BulkJobAction, BulkJobOutcome};
use contract::ids::{GroupId, OrganizationId, UserId};
use contract::problem::ProblemType;
use entity::{bulk_job, bulk_job_user};

use super::progress::write;
use crate::accounts::HeldAccount;
use crate::actor::AdminPrincipal;
use crate::addresses::Portal;
use crate::groups::{add_held_member, remove_held_member};
use crate::jobs::Lease;
use crate::permitted::GroupsWrite;
use crate::users::{perform_bulk_action, refused, update_held};
use crate::{Context, Error};

/// How often a user is tried if the server fails, for example because the database has ended a transaction.
const TRIES: usize = 3;

/// A job that a worker has leased.
pub(super) struct LeasedJob<'a> {
    pub context: &'a Context,
    pub job: &'a bulk_job::Model,
    pub lease: Lease,
}

impl LeasedJob<'_> {
    /// Processes a user. Returns false if the job was stopped, or if another worker has taken over.
    ///
    /// # Errors
    /// If the database does not respond: then the user was not processed.
    pub async fn user(
        &self,
        principal: &AdminPrincipal,
        user: &bulk_job_user::Model,
    ) -> Result<bool, Error> {
        let mut tries = 0;
        let error = loop {
            tries += 1;
            match self.attempt(principal, user).await {
                Err(error) if error.is_away() => return Err(error),
                Err(error) if error.is_internal() && tries < TRIES => {}
                Err(error) => break error,
                done => return done,
            }
        };
        // What was done was rolled back, so the outcome is written in another transaction.
        let problem = refused(UserId(user.account_id), &error).problem;
        let tx = self.context.database().begin().await?;
        let (lease, outcome) = ((self.job, self.lease), (BulkJobOutcome::Failed, problem));
        if !write(self.context, &tx, lease, user, outcome).await? {
            return Ok(false);
        }
        tx.commit().await?;
        Ok(true)
    }

    async fn attempt(
        &self,
        principal: &AdminPrincipal,
        user: &bulk_job_user::Model,
    ) -> Result<bool, Error> {
        let organization = OrganizationId(self.job.organization_id);
        let id = user.account_id;
        let held = HeldAccount::begin(self.context, organization, Portal::User, id).await;
        let held = held.map_err(|error| gone(error, "The user was deleted, or never existed"))?;
        let outcome = if self.perform(principal, &held).await? {
            BulkJobOutcome::Done
        } else {
            BulkJobOutcome::Unchanged
        };
        let lease = (self.job, self.lease);
        if !write(self.context, held.tx(), lease, user, (outcome, None)).await? {
            return Ok(false);
        }
        held.commit().await?;
        Ok(true)
    }

    /// Performs the action. Returns whether there was anything to do.
    async fn perform(
        &self,
        principal: &AdminPrincipal,
        held: &HeldAccount<'_>,
    ) -> Result<bool, Error> {
        let simple = match self.job.action {
            BulkJobAction::Update => {
                let changes = self.job.changes.clone().unwrap_or_default();
                return update_held(&principal.permit()?, held, changes.0).await;
            }
            BulkJobAction::AddToGroup => {
                let group = self.group(principal)?;
                let added = add_held_member(principal, held, group).await;
                return added.map_err(|error| gone(error, GROUP_GONE));
            }
            BulkJobAction::RemoveFromGroup => {
                let group = self.group(principal)?;
                let removed = remove_held_member(principal, held, group).await;
                return removed.map_err(|error| gone(error, GROUP_GONE));
            }
            BulkJobAction::Unlock => BulkAction::Unlock,
            BulkJobAction::ResendActivation => BulkAction::ResendActivation,
            BulkJobAction::SendPasswordReset => BulkAction::SendPasswordReset,
            BulkJobAction::ExpirePassword => BulkAction::ExpirePassword,
            BulkJobAction::RequireMfa => BulkAction::RequireMfa,
            BulkJobAction::Activate => BulkAction::Activate,
            BulkJobAction::Suspend => BulkAction::Suspend,
            BulkJobAction::Delete => BulkAction::Delete,
        };
        perform_bulk_action(principal, simple, held).await?;
        Ok(true)
    }

    fn group(&self, principal: &AdminPrincipal) -> Result<GroupId, Error> {
        principal.permit::<GroupsWrite>()?;
        let group = self.job.group_id.map(GroupId);
        group.ok_or_else(|| Error::internal("a job about a group has none"))
    }
}

const GROUP_GONE: &str = "The group was deleted";

/// Says what was not found.
fn gone(error: Error, detail: &'static str) -> Error {
    match error {
        Error::NotFound => Error::Refused(ProblemType::NotFound, detail),
        error => error,
    }
}
