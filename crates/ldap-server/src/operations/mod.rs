//! Which request gets which response.

mod answer;
mod bind;
mod compare;
mod password;
mod search;
mod well_known;
mod who_am_i;

use ldap::control::{PasswordPolicyError, PasswordPolicyResponse, ResponseControl};
use ldap::message::Request;
use ldap::request::Kind;
use ldap::response::{Outcome, Response, ResultCode};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::connection::{Connection, End};
use crate::directory::{Directory, Failed};

/// What every response needs of its request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    /// The number of the request.
    pub id: i32,
    /// Its kind.
    pub kind: Kind,
    /// Whether the client wants to know the state of the password.
    pub password_policy: bool,
}

impl Asked {
    fn by(request: &Request, kind: Kind) -> Self {
        Self {
            id: request.id,
            kind,
            password_policy: request.controls.password_policy,
        }
    }
}

/// What an anonymous client is told.
fn authenticate_first() -> Outcome {
    Outcome::new(ResultCode::InsufficientAccessRights, "authenticate first")
}

/// What a client is told that sends a password without TLS.
fn use_tls() -> Outcome {
    let message = "passwords are accepted only with TLS: use ldaps or StartTLS";
    Outcome::new(ResultCode::ConfidentialityRequired, message)
}

impl<D, S> Connection<D, S>
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    /// Sends the last response to a request.
    async fn finish(&mut self, asked: Asked, outcome: Outcome) -> Result<ResultCode, End> {
        self.finish_with(asked, outcome, None).await
    }

    /// Sends the last response to a request, with the state of the password if the client has asked for it.
    async fn finish_with(
        &mut self,
        asked: Asked,
        outcome: Outcome,
        state: Option<PasswordPolicyResponse>,
    ) -> Result<ResultCode, End> {
        let code = outcome.code;
        if let Some(mut response) = Response::to(asked.kind, asked.id, outcome) {
            if let Some(state) = state.filter(|_| asked.password_policy) {
                response = response.with(ResponseControl::PasswordPolicy(state));
            }
            self.send(&response).await?;
        }
        Ok(code)
    }

    /// What the client is told about a failure. If its identity has ended, the connection is anonymous from
    /// now on.
    fn failure(&mut self, failed: Failed) -> (Outcome, Option<PasswordPolicyError>) {
        match failed {
            Failed::Ended(outcome) => {
                self.identity = None;
                (outcome, None)
            }
            Failed::Refused(refusal) => (refusal.outcome, refusal.password_policy),
        }
    }
}
