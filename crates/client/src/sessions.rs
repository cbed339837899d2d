//! The session. Signing out ends it. Its tokens are replaced with the refresh cookie when the
//! access token has expired, and by actions that continue it under a new identifier.
//!
//! Each refresh token works once. A token that is sent again looks stolen, unless its browser does so
//! within a few seconds, so the calls of a client wait for each other, and so do browser tabs that
//! share the cookie.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::problem::{Problem, ProblemType};
use contract::sign_in::AccessToken;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::portal::prefix;
use crate::request::{Extra, Repeats, write};
use crate::transport::Method;
use crate::{Client, Error};

/// This call's turn; dropping it lets the next call continue.
struct Turn<'a> {
    _one_at_a_time: async_lock::MutexGuard<'a, ()>,
    #[cfg(target_arch = "wasm32")]
    _one_tab_at_a_time: Option<crate::tabs::Turn>,
}

impl Client {
    /// Gets a new access token for the session of the refresh cookie.
    ///
    /// # Errors
    /// `unauthenticated` if the session has ended, or if another account has signed in meanwhile in
    /// another tab of this browser.
    pub async fn refresh(&self) -> Result<(), Error> {
        let stale = self.token();
        let _turn = self.turn().await;
        if self.token() != stale {
            return Ok(());
        }
        let path = format!("{}/session/refresh", prefix(self.portal()));
        let mut answer: Result<AccessToken, _> = self.send_once(Method::Post, &path, None).await;
        if matches!(answer, Err(Error::Network(_))) {
            // Only the response may be lost. The server repeats it, but only for a few seconds.
            answer = self.send_once(Method::Post, &path, None).await;
        }
        match answer {
            Ok(token) if is_anothers(stale.as_deref(), &token.access_token) => {
                self.set_token(None);
                let problem = Problem::new(
                    ProblemType::Unauthenticated,
                    "Somebody else has signed in in this browser",
                );
                Err(Error::Problem(Box::new(problem)))
            }
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

    /// Succeeds if the session is still valid.
    ///
    /// # Errors
    /// `unauthenticated` if it has ended.
    pub async fn check_session(&self) -> Result<(), Error> {
        let path = format!("{}/me", prefix(self.portal()));
        let answer = self.send(Method::Get, &path, None, Extra::default()).await;
        answer.map(drop)
    }

    /// Succeeds if the session of the refresh cookie is valid. Unlike
    /// [`check_session`](Self::check_session), does not extend it.
    ///
    /// # Errors
    /// `unauthenticated` if it has ended.
    pub async fn check_idle_session(&self) -> Result<(), Error> {
        let path = format!("{}/session", prefix(self.portal()));
        self.send_once(Method::Get, &path, None).await
    }

    /// Ends the session of this browser.
    ///
    /// # Errors
    /// Only network errors: succeeds if there is no session.
    pub async fn sign_out(&self) -> Result<(), Error> {
        let path = format!("{}/session", prefix(self.portal()));
        let answer = self.delete(&path).await;
        self.set_token(None);
        answer
    }

    /// Performs an action that replaces the session's tokens. `token` extracts the new access token
    /// from the response; the browser stores the cookie.
    pub(crate) async fn act_replacing_tokens<B: Serialize, A: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: &B,
        token: fn(&A) -> &AccessToken,
    ) -> Result<A, Error> {
        let body = write(body)?;
        let mut repeats = Repeats::default();
        loop {
            let answer = self.replace_tokens(method, path, body.clone(), token);
            let error = match answer.await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            if self.may_repeat(&error, &mut repeats).await? {
                continue;
            }
            if matches!(error, Error::Network(_)) {
                // If only the response was lost, the old access token is no longer valid. The action's
                // own error is the one to report.
                let _ = self.refresh().await;
            }
            return Err(error);
        }
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

    /// Whether a call that failed with `error` may succeed with a new token.
    pub(crate) fn worth_renewing(&self, error: &Error) -> bool {
        error.is(ProblemType::Unauthenticated) && self.token().is_some() && !self.has_api_key()
    }
}

/// Whether a new token belongs to another account than the previous one. Without a previous one, no
/// account has been shown yet.
fn is_anothers(before: Option<&str>, renewed: &str) -> bool {
    before.is_some_and(|before| account(before) != account(renewed))
}

/// The account of a token. Not verified: only the server verifies tokens.
fn account(token: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Claims {
        sub: String,
    }
    let claims = token.split('.').nth(1)?;
    let claims = URL_SAFE_NO_PAD.decode(claims).ok()?;
    let claims: Claims = serde_json::from_slice(&claims).ok()?;
    Some(claims.sub)
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::is_anothers;

    fn token(account: &str, session: &str) -> String {
        let claims = format!(r#"{{"sub":"{account}","sid":"{session}"}}"#);
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn a_token_of_another_account_is_anothers() {
        let before = token("ada", "1");
        assert!(!is_anothers(Some(&before), &token("ada", "2")));
        assert!(is_anothers(Some(&before), &token("eve", "2")));
        assert!(is_anothers(Some("unreadable"), &token("eve", "2")));
        assert!(!is_anothers(None, &token("eve", "2")));
    }
}
