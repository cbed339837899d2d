//! Requests of applications to sign a person in (User Portal). A cookie binds each to the browser.

use contract::continuing::{AuthorizationContinued, AuthorizationRequest, ContinueAuthorization};

use crate::request::{Extra, read, write};
use crate::transport::Method;
use crate::{Client, Error};

impl Client {
    /// Returns a request of an application. The person need not be signed in.
    ///
    /// # Errors
    /// `not-found` if it is unknown, has expired or was answered, or belongs to another browser.
    pub async fn authorization_request(&self, token: &str) -> Result<AuthorizationRequest, Error> {
        self.get(&format!("/authorization-requests/{token}")).await
    }

    /// Continues with a request of an application as the signed-in person. Does not ask for a factor
    /// automatically, because the page says what it is for.
    ///
    /// # Errors
    /// `application-refused` with the reason; `proof-required` and `factor-required`, each with the
    /// kinds of factors; `account-choice-required`; `consent-required`; `not-found` as above.
    pub async fn continue_authorization(
        &self,
        token: &str,
        body: ContinueAuthorization,
    ) -> Result<AuthorizationContinued, Error> {
        let path = self.me_path(&format!("/authorization-requests/{token}/continue"));
        let extra = Extra {
            caller_asks: true,
            ..Extra::default()
        };
        let answer = self.send(Method::Post, &path, Some(write(&body)?), extra);
        read(&answer.await?)
    }
}
