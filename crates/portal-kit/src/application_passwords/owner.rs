use client::Error;
use contract::application_passwords::ApplicationPassword;
use contract::ids::{ApplicationPasswordId, UserId};
use contract::page::Page;

use crate::api::api;

/// Whose application passwords are shown.
#[derive(Clone, Copy)]
pub enum ApplicationPasswordsOf {
    /// Those of the signed-in user.
    Me,
    /// Those of another user, for an administrator.
    User(UserId),
}

impl ApplicationPasswordsOf {
    pub(super) async fn list(self) -> Result<Page<ApplicationPassword>, Error> {
        match self {
            Self::Me => api().my_application_passwords().await,
            Self::User(id) => api().user_application_passwords(id).await,
        }
    }

    pub(super) async fn revoke(self, password: ApplicationPasswordId) -> Result<(), Error> {
        match self {
            Self::Me => api().revoke_my_application_password(password).await,
            Self::User(id) => api().revoke_user_application_password(id, password).await,
        }
    }
}
