//! Authenticates a connection.

use std::sync::Arc;

use ldap::control::PasswordPolicyResponse;
use ldap::request::{Bind, BindAs};
use ldap::response::{Outcome, ResultCode};
use tokio::io::{AsyncRead, AsyncWrite};

use super::{Asked, use_tls};
use crate::connection::{Connection, End};
use crate::directory::Directory;

impl<D, S> Connection<D, S>
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    /// Authenticates the connection. Whatever the result is, what it was authenticated as before is over
    /// (RFC 4511, section 4.2.1).
    pub(super) async fn bind(&mut self, asked: Asked, bind: Bind) -> Result<ResultCode, End> {
        self.identity = None;
        let (name, password) = match bind.check() {
            Ok(BindAs::Entry { dn, password }) => (dn, password),
            Ok(BindAs::Anonymous) => return self.finish(asked, ResultCode::Success.into()).await,
            Err(outcome) => return self.finish(asked, outcome).await,
        };
        if !self.is_confidential() {
            return self.finish(asked, use_tls()).await;
        }
        // Passwords are texts.
        let Some(password) = password.reveal() else {
            let wrong = Outcome::from(ResultCode::InvalidCredentials);
            return self.finish(asked, wrong).await;
        };
        let (shared, client) = (Arc::clone(&self.shared), self.client);
        let verified = shared.directory.bind(&client, &name, password);
        match self.while_connected(verified).await? {
            Ok(bound) => {
                self.identity = Some(bound.identity);
                let state = bound.warning.map(PasswordPolicyResponse::from);
                let success = ResultCode::Success.into();
                self.finish_with(asked, success, state).await
            }
            Err(refusal) => {
                let state = refusal.password_policy.map(PasswordPolicyResponse::from);
                self.finish_with(asked, refusal.outcome, state).await
            }
        }
    }
}
