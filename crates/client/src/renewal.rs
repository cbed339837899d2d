//! Replacing the session's tokens: by the refresh cookie when the access token has run out, and
//! by acts after which the session goes on under a new identifier.
//!
//! Each refresh token works once. Calls of one client wait for each other, and in a browser the
//! tabs that share the cookie do too: two that sent the same one would look like a thief.

use contract::problem::ProblemType;
use contract::sign_in::AccessToken;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::request::write;
use crate::transport::Method;
use crate::{Client, Error};

/// This call's turn; dropping it lets the next one go on.
struct Turn<'a> {
    _one_at_a_time: async_lock::MutexGuard<'a, ()>,
    #[cfg(target_arch = "wasm32")]
    _one_tab_at_a_time: Option<crate::tabs::Turn>,
}

impl Client {
    /// Gets a new access token for the session that the refresh cookie names.
    ///
    /// # Errors
    /// `unauthenticated` when there is no session any more.
    pub async fn refresh(&self) -> Result<(), Error> {
        let stale = self.token();
        let _turn = self.turn().await;
        if self.token() != stale {
            return Ok(());
        }
        let path = format!("{}/session/refresh", self.portal().prefix());
        match self
            .send_once::<AccessToken>(Method::Post, &path, None)
            .await
        {
            Ok(token) => {
                self.set_token(Some(token.access_token));
                Ok(())
            }
            Err(error) => {
                if error.is(ProblemType::Unauthenticated) {
                    self.set_token(None);
                }
                Err(error)
            }
        }
    }

    /// Does an act whose answer has new tokens for the session: `token` finds the access token
    /// in it, the browser keeps the cookie. The client goes on with them.
    pub(crate) async fn act_replacing_tokens<B: Serialize, A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &B,
        token: fn(&A) -> &AccessToken,
    ) -> Result<A, Error> {
        let body = write(body)?;
        let mut answer = self.replace_tokens(method, path, body.clone(), token).await;
        if answer
            .as_ref()
            .is_err_and(|error| self.worth_renewing(error))
        {
            self.refresh().await?;
            answer = self.replace_tokens(method, path, body, token).await;
        }
        answer
    }

    async fn replace_tokens<A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
        token: fn(&A) -> &AccessToken,
    ) -> Result<A, Error> {
        let _turn = self.turn().await;
        let answer: A = self.send_once(method, path, Some(body)).await?;
        self.set_token(Some(token(&answer).access_token.clone()));
        Ok(answer)
    }

    async fn turn(&self) -> Turn<'_> {
        Turn {
            _one_at_a_time: self.renewing().lock().await,
            #[cfg(target_arch = "wasm32")]
            _one_tab_at_a_time: crate::tabs::wait(self.portal()).await,
        }
    }

    /// Whether a call that failed with `error` may succeed with a renewed token.
    pub(crate) fn worth_renewing(&self, error: &Error) -> bool {
        error.is(ProblemType::Unauthenticated) && self.token().is_some() && !self.has_api_key()
    }
}
