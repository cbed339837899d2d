//! Replaces a password.

use std::sync::Arc;

use ldap::control::PasswordPolicyResponse;
use ldap::request::{Password, PasswordModify};
use ldap::response::{Outcome, ResultCode};
use tokio::io::{AsyncRead, AsyncWrite};

use super::{Asked, use_tls};
use crate::connection::{Connection, End};
use crate::directory::{Directory, PasswordChange};

impl<D, S> Connection<D, S>
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    /// Answers Password Modify. Somebody whose password has expired cannot authenticate, so the current
    /// password in the request is enough.
    pub(super) async fn modify_password(
        &mut self,
        asked: Asked,
        modify: &PasswordModify,
    ) -> Result<ResultCode, End> {
        if !self.is_confidential() {
            return self.finish(asked, use_tls()).await;
        }
        let change = match change(modify) {
            Ok(change) => change,
            Err(outcome) => return self.finish(asked, outcome).await,
        };
        let who = self.identity.clone();
        let (shared, client) = (Arc::clone(&self.shared), self.client);
        // A change that has begun is completed even if the client is gone: otherwise the client would not
        // know which password is the right one.
        let changed = shared
            .directory
            .change_password(&client, who.as_ref(), &change)
            .await;
        match changed {
            Ok(()) => self.finish(asked, ResultCode::Success.into()).await,
            Err(failed) => {
                let (outcome, problem) = self.failure(failed);
                let state = problem.map(PasswordPolicyResponse::from);
                self.finish_with(asked, outcome, state).await
            }
        }
    }
}

/// The passwords of a request, which are texts.
fn change(modify: &PasswordModify) -> Result<PasswordChange<'_>, Outcome> {
    let is_text = |password: &Option<Password>| {
        let password = password.as_ref();
        password.is_none_or(|password| password.reveal().is_some())
    };
    if !is_text(&modify.old) {
        return Err(ResultCode::InvalidCredentials.into());
    }
    if !is_text(&modify.new) {
        let message = "the new password is not UTF-8";
        return Err(Outcome::new(ResultCode::ConstraintViolation, message));
    }
    Ok(PasswordChange {
        of: modify.identity.as_deref(),
        old: modify.old.as_ref().and_then(Password::reveal),
        new: modify.new.as_ref().and_then(Password::reveal),
    })
}
