//! Activations and suspensions of users that happen on a date.

use contract::ids::{ScheduledChangeId, UserId};
use contract::page::{ListQuery, Page};
use contract::scheduled_changes::{ScheduleChange, ScheduledChange};

use crate::{Client, Error};

impl Client {
    /// Lists the scheduled changes of all users, the next one first. Sorts: `at`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn scheduled_changes(
        &self,
        query: &ListQuery,
    ) -> Result<Page<ScheduledChange>, Error> {
        self.get_page("/scheduled-changes", query).await
    }

    /// Lists the scheduled changes of a user, the next one first.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user_scheduled_changes(&self, id: UserId) -> Result<Page<ScheduledChange>, Error> {
        self.get(&format!("/users/{id}/scheduled-changes")).await
    }

    /// Schedules an activation or suspension of a user.
    ///
    /// # Errors
    /// `invalid-fields`, `conflict` if one is scheduled or the user would already be in that state,
    /// `not-found`, `forbidden`.
    pub async fn schedule_user_change(
        &self,
        id: UserId,
        body: &ScheduleChange,
    ) -> Result<ScheduledChange, Error> {
        self.post(&format!("/users/{id}/scheduled-changes"), body)
            .await
    }

    /// Cancels a scheduled change of a user.
    ///
    /// # Errors
    /// `not-found`, also if it was performed already; `forbidden`.
    pub async fn cancel_scheduled_user_change(
        &self,
        id: UserId,
        change: ScheduledChangeId,
    ) -> Result<(), Error> {
        self.delete(&format!("/users/{id}/scheduled-changes/{change}"))
            .await
    }
}
