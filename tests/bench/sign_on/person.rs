//! A person in a minimal browser who is signed in to the User Portal.

use contract::sign_in::{AccessToken, BeginSignIn, SignIn, SubmitPassword};
use harness::USER_PASSWORD;

use super::chain::Chain;
use crate::load::{Answer, Connection, post, request};
use crate::people::next_email;

/// The person, with what their browser keeps.
pub struct Person {
    /// The connection of the browser.
    pub connection: Connection,
    /// The address of the browser, as the proxy reports it.
    pub address: String,
    /// The current access token of the portal.
    pub access_token: String,
    origin: String,
    refresh: String,
    sso: String,
}

impl Person {
    /// Signs the next user in, in the browser with this number.
    pub async fn sign_in(origin: &str, number: usize, users: usize) -> Self {
        // No two of them are in the same network, of any size, as long as they are few.
        let address = format!("{}.{}.0.1", 11 + number % 100, number / 100);
        let mut connection = Connection::open(origin).await;
        let from = (origin, address.as_str());
        let email = next_email(users);
        let begin = post("/api/v1/sign-in", from, "", &BeginSignIn { email });
        let cookie = connection.ask(&begin).await.cookie("sign-in");
        let password = USER_PASSWORD.to_owned();
        let password = SubmitPassword { password };
        let submit = post("/api/v1/sign-in/password", from, &cookie, &password);
        let answer = connection.ask(&submit).await;
        let state: SignIn = answer.json();
        Self {
            connection,
            origin: origin.to_owned(),
            access_token: state.access_token.unwrap().access_token,
            refresh: answer.cookie("refresh"),
            sso: answer.cookie("sso"),
            address,
        }
    }

    /// A request by which an application sends the browser here.
    pub fn sent_to(&self, path: &str) -> Vec<u8> {
        let headers = [
            ("X-Forwarded-For", self.address.as_str()),
            ("Cookie", self.sso.as_str()),
        ];
        request(&format!("GET {path}"), &headers, "")
    }

    /// A request for their own account.
    pub fn me(&self) -> Vec<u8> {
        self.with_token("/api/v1/me", &self.access_token)
    }

    /// A request with an access token from where they are.
    pub fn with_token(&self, path: &str, token: &str) -> Vec<u8> {
        let bearer = format!("Bearer {token}");
        let headers = [
            ("X-Forwarded-For", self.address.as_str()),
            ("Authorization", bearer.as_str()),
        ];
        request(&format!("GET {path}"), &headers, "")
    }

    fn kept(&mut self, answer: &Answer) {
        let token: AccessToken = answer.json();
        self.access_token = token.access_token;
        self.refresh = answer.cookie("refresh");
        self.sso = answer.cookie("sso");
    }
}

/// Refreshes the session of the portal.
impl Chain for Person {
    async fn next(&mut self) {
        let headers = [
            ("X-Forwarded-For", self.address.as_str()),
            ("Origin", self.origin.as_str()),
            ("Cookie", self.refresh.as_str()),
        ];
        let refresh = request("POST /api/v1/session/refresh", &headers, "");
        let answer = self.connection.ask(&refresh).await;
        assert_eq!(answer.status, 200, "a session was not refreshed");
        self.kept(&answer);
    }
}
