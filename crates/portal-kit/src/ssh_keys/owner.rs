use client::Error;
use contract::ids::{SshKeyId, UserId};
use contract::page::Page;
use contract::ssh_keys::{AddSshKey, SshKey};

use crate::api::api;

/// Whose SSH keys are shown.
#[derive(Clone, Copy)]
pub enum SshKeysOf {
    /// Those of the signed-in user.
    Me,
    /// Those of another user, for an administrator.
    User(UserId),
}

impl SshKeysOf {
    pub(super) async fn list(self) -> Result<Page<SshKey>, Error> {
        match self {
            Self::Me => api().my_ssh_keys().await,
            Self::User(id) => api().user_ssh_keys(id).await,
        }
    }

    pub(super) async fn add(self, body: AddSshKey) -> Result<SshKey, Error> {
        match self {
            Self::Me => api().add_my_ssh_key(&body).await,
            Self::User(id) => api().add_user_ssh_key(id, &body).await,
        }
    }

    pub(super) async fn remove(self, key: SshKeyId) -> Result<(), Error> {
        match self {
            Self::Me => api().remove_my_ssh_key(key).await,
            Self::User(id) => api().remove_user_ssh_key(id, key).await,
        }
    }
}
