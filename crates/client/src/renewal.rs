//! Renewing the access token through the refresh cookie, one at a time.

use contract::problem::ProblemType;
use contract::sign_in::AccessToken;

use crate::{Client, Error};

impl Client {
    /// Gets a new access token for the session that the refresh cookie names. Each refresh
    /// token works once: calls of one client wait for each other, and in a browser the tabs
    /// that share the cookie do too.
    ///
    /// # Errors
    /// `unauthenticated` when there is no session any more.
    pub async fn refresh(&self) -> Result<(), Error> {
        let stale = self.token();
        let _one_at_a_time = self.renewing().lock().await;
        if self.token() != stale {
            return Ok(());
        }
        #[cfg(target_arch = "wasm32")]
        let _one_tab_at_a_time = crate::tabs::wait(self.portal()).await;
        let path = format!("{}/session/refresh", self.portal().prefix());
        match self.act_once::<AccessToken>(&path).await {
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

    /// Whether a call that failed with `error` may succeed with a renewed token.
    pub(crate) fn worth_renewing(&self, error: &Error) -> bool {
        error.is(ProblemType::Unauthenticated) && self.token().is_some() && !self.has_api_key()
    }
}
