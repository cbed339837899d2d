//! Public SSH keys of users.

use contract::exports::ExportQuery;
use contract::ids::{SshKeyId, UserId};
use contract::page::{ListQuery, Page};
use contract::ssh_keys::{AddSshKey, OwnedSshKey, SshKey};

use crate::{Client, Error};

impl Client {
    /// Lists the user's own SSH keys, oldest first (User Portal).
    ///
    /// # Errors
    /// `unauthenticated`.
    pub async fn my_ssh_keys(&self) -> Result<Page<SshKey>, Error> {
        self.get("/me/ssh-keys").await
    }

    /// Adds an SSH key to the user's own account (User Portal).
    ///
    /// # Errors
    /// `invalid-fields` with `publicKey` or `name`, `taken`, `conflict` if there are too many keys,
    /// `proof-required`.
    pub async fn add_my_ssh_key(&self, body: &AddSshKey) -> Result<SshKey, Error> {
        self.post("/me/ssh-keys", body).await
    }

    /// Removes one of the user's own SSH keys (User Portal).
    ///
    /// # Errors
    /// `not-found`.
    pub async fn remove_my_ssh_key(&self, id: SshKeyId) -> Result<(), Error> {
        self.delete(&format!("/me/ssh-keys/{id}")).await
    }

    /// Lists the SSH keys of all users, newest first. Filters: `contract::filter::SshKeyFilter`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn ssh_keys(&self, query: &ListQuery) -> Result<Page<OwnedSshKey>, Error> {
        self.get_page("/ssh-keys", query).await
    }

    /// Exports the SSH keys of all users as a file, which is kept in memory.
    ///
    /// # Errors
    /// `invalid-query`, `too-many-requests`, `forbidden`.
    pub async fn export_ssh_keys(&self, query: &ExportQuery) -> Result<Vec<u8>, Error> {
        self.get_file("/ssh-keys/export", query).await
    }

    /// Lists the SSH keys of a user, oldest first.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user_ssh_keys(&self, id: UserId) -> Result<Page<SshKey>, Error> {
        self.get(&format!("/users/{id}/ssh-keys")).await
    }

    /// Adds an SSH key to a user.
    ///
    /// # Errors
    /// `invalid-fields` with `publicKey` or `name`, `taken`, `conflict` if there are too many keys,
    /// `not-found`, `forbidden`, `proof-required`.
    pub async fn add_user_ssh_key(&self, id: UserId, body: &AddSshKey) -> Result<SshKey, Error> {
        self.post(&format!("/users/{id}/ssh-keys"), body).await
    }

    /// Removes an SSH key of a user.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn remove_user_ssh_key(&self, id: UserId, key: SshKeyId) -> Result<(), Error> {
        self.delete(&format!("/users/{id}/ssh-keys/{key}")).await
    }
}
