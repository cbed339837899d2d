//! Groups, for administrators and programs.

use contract::bulk::BulkResult;
use contract::groups::{ChangeMembers, CreateGroup, Group, UpdateGroup};
use contract::ids::{GroupId, UserId};
use contract::page::{ListQuery, Page};

use crate::{Client, Error};

impl Client {
    /// Lists groups. Sorts: `name`, `createdAt`. Filters: `contract::filter::GroupFilter`. The members
    /// of a group are the [`users`](Self::users) with the filter `group`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn groups(&self, query: &ListQuery) -> Result<Page<Group>, Error> {
        self.get_page("/groups", query).await
    }

    /// Lists the groups that a user is in. Sorts: `name`, `createdAt`.
    ///
    /// # Errors
    /// `not-found`, `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn user_groups(&self, id: UserId, query: &ListQuery) -> Result<Page<Group>, Error> {
        self.get_page(&format!("/users/{id}/groups"), query).await
    }

    /// Returns a group.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn group(&self, id: GroupId) -> Result<Group, Error> {
        self.get(&format!("/groups/{id}")).await
    }

    /// Creates a group without members. A repeated call with the same `idempotency_key` within a day
    /// returns the group that the first call created.
    ///
    /// # Errors
    /// `invalid-fields`, `taken`, `idempotency-conflict`, `forbidden`.
    pub async fn create_group(
        &self,
        body: &CreateGroup,
        idempotency_key: Option<&str>,
    ) -> Result<Group, Error> {
        self.create("/groups", body, idempotency_key).await
    }

    /// Updates the name and description of a group.
    ///
    /// # Errors
    /// `invalid-fields`, `taken`, `stale-version`, `not-found`, `forbidden`.
    pub async fn update_group(
        &self,
        id: GroupId,
        version: u64,
        body: &UpdateGroup,
    ) -> Result<Group, Error> {
        self.patch(&format!("/groups/{id}"), version, body).await
    }

    /// Deletes a group. Its members stay users.
    ///
    /// # Errors
    /// `stale-version`, `not-found`, `forbidden`.
    pub async fn delete_group(&self, id: GroupId, version: u64) -> Result<(), Error> {
        self.delete_version(&format!("/groups/{id}"), version).await
    }

    /// Adds a user to a group. Does nothing if the user is in it.
    ///
    /// # Errors
    /// `not-found` if the group or the user does not exist, `forbidden`.
    pub async fn add_group_member(&self, id: GroupId, user: UserId) -> Result<(), Error> {
        self.put_empty(&format!("/groups/{id}/members/{user}"))
            .await
    }

    /// Removes a user from a group. Does nothing if the user is not in it.
    ///
    /// # Errors
    /// `not-found` if the group or the user does not exist, `forbidden`.
    pub async fn remove_group_member(&self, id: GroupId, user: UserId) -> Result<(), Error> {
        self.delete(&format!("/groups/{id}/members/{user}")).await
    }

    /// Adds users to a group and removes users from it, up to 100 in all. If one is refused, the
    /// others are still processed. Returns one result per user: first those to add, then those to
    /// remove.
    ///
    /// # Errors
    /// `invalid-fields` if there are no users, too many, or duplicates; `not-found` if the group does
    /// not exist, `forbidden`.
    pub async fn change_group_members(
        &self,
        id: GroupId,
        body: &ChangeMembers,
    ) -> Result<BulkResult, Error> {
        self.post(&format!("/groups/{id}/members"), body).await
    }
}
