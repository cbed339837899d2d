//! An application that uses OpenID Connect, and what it was granted.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use client::Client;
use contract::applications::{CreateApplication, OidcSettings};
use harness::{CALLBACK, VERIFIER, challenge, encoded, field};
use rules::application::OpenTo;
use serde::Deserialize;

use super::chain::Chain;
use super::person::Person;
use crate::load::{Answer, request};

/// The application with its credentials.
pub struct Application {
    authorization: String,
    /// The path and query of an authorization request.
    pub authorize: String,
}

/// What the token endpoint returns.
#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    refresh_token: String,
}

impl Application {
    /// Registers one that is open to everyone.
    pub async fn register(owner: &Client, name: &str, settings: OidcSettings) -> Arc<Self> {
        let new = CreateApplication {
            open_to: Some(OpenTo::Everyone),
            ..CreateApplication::oidc(name, settings)
        };
        let id = owner.create_application(&new, None).await.unwrap().id;
        let secret = owner.create_client_secret(id).await.unwrap().secret;
        let client_id = id.to_string();
        let challenge = challenge(VERIFIER);
        let query = encoded(&[
            ("response_type", "code"),
            ("client_id", client_id.as_str()),
            ("redirect_uri", CALLBACK),
            ("scope", "openid profile email groups offline_access"),
            ("state", "state"),
            ("nonce", "nonce"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ]);
        let credentials = STANDARD.encode(format!("{client_id}:{secret}"));
        Arc::new(Self {
            authorization: format!("Basic {credentials}"),
            authorize: format!("/oidc/authorize?{query}"),
        })
    }

    /// A request with a form to one of the endpoints for applications. It comes from another network for
    /// each person, as if each had an application of their own.
    pub fn form(&self, path: &str, person: &Person, form: &[(&str, &str)]) -> Vec<u8> {
        let headers = [
            ("X-Forwarded-For", person.address.as_str()),
            ("Authorization", self.authorization.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
        ];
        request(&format!("POST {path}"), &headers, &encoded(form))
    }

    /// Gets a code for a person. Returns the request that exchanges it for tokens.
    pub async fn code(&self, person: &mut Person) -> Vec<u8> {
        let authorize = person.sent_to(&self.authorize);
        let answer = person.connection.ask(&authorize).await;
        let address = answer.header("location").unwrap_or_default();
        let code = field(address, "code");
        let code = code.unwrap_or_else(|| panic!("no code: {} {address}", answer.status));
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        self.form("/oidc/token", person, &form)
    }
}

/// What an application was granted by a person.
pub struct Grant {
    /// The person.
    pub person: Person,
    /// The current access token.
    pub access_token: String,
    application: Arc<Application>,
    refresh_token: String,
}

impl Grant {
    /// Signs a person on to an application.
    pub async fn new(application: &Arc<Application>, mut person: Person) -> Self {
        let redeem = application.code(&mut person).await;
        let answer = person.connection.ask(&redeem).await;
        assert_eq!(answer.status, 200, "a code was not exchanged");
        let tokens: Tokens = answer.json();
        Self {
            person,
            access_token: tokens.access_token,
            application: Arc::clone(application),
            refresh_token: tokens.refresh_token,
        }
    }

    /// Signs each of these people on to an application.
    pub async fn of_all(application: &Arc<Application>, people: Vec<Person>) -> Vec<Self> {
        let mut grants = Vec::new();
        for person in people {
            grants.push(Self::new(application, person).await);
        }
        grants
    }

    /// Sends the refresh token. Returns the response, whatever it is.
    pub async fn refresh(&mut self) -> Answer {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", self.refresh_token.as_str()),
        ];
        let refresh = self.application.form("/oidc/token", &self.person, &form);
        self.person.connection.ask(&refresh).await
    }

    /// A request for the claims.
    pub fn userinfo(&self) -> Vec<u8> {
        self.person.with_token("/oidc/userinfo", &self.access_token)
    }

    /// A request for what the server says about the access token.
    pub fn introspect(&self) -> Vec<u8> {
        let form = [("token", self.access_token.as_str())];
        self.application
            .form("/oidc/introspect", &self.person, &form)
    }
}

/// Exchanges the refresh token for new tokens.
impl Chain for Grant {
    async fn next(&mut self) {
        let answer = self.refresh().await;
        assert_eq!(answer.status, 200, "a refresh token was not exchanged");
        let tokens: Tokens = answer.json();
        self.access_token = tokens.access_token;
        self.refresh_token = tokens.refresh_token;
    }
}
