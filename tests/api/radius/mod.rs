//! Network access: what a RADIUS server is told about each user, and RADIUS clients themselves.

mod answers;
mod guesses;
mod managed;

use std::time::Duration;

use client::{Client, Portal};
use contract::application_passwords::CreateApplicationPassword;
use contract::events::Event;
use contract::page::ListQuery;
use contract::radius::{CreateRadiusClient, RadiusClientWithSecret};
use contract::users::User;
use harness::{Backend, TestServer, USER_PASSWORD};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

const ADA: &str = "ada@example.com";
const WRONG: &str = "not the password";
/// While an account is locked, one password per minute is verified.
const MINUTE: Duration = Duration::from_secs(61);
/// How long an access point waits before a user has to authenticate again.
const SESSION: &str = "3600";

/// The access points of a site, for everyone.
pub fn site(name: &str) -> CreateRadiusClient {
    CreateRadiusClient {
        name: name.to_owned(),
        network: "10.20.0.0/24".to_owned(),
        everyone: true,
        ..CreateRadiusClient::default()
    }
}

/// What the RADIUS server of this secret is answered, as `deploy/freeradius` asks.
pub async fn ask(
    server: &TestServer,
    secret: &str,
    username: &str,
    password: &str,
) -> (u16, Value) {
    let hex: Vec<String> = password.bytes().map(|byte| format!("{byte:02x}")).collect();
    let body = json!({
        "username": username,
        "passwordHex": hex.concat(),
        "nas": "AP-7",
        "nasAddress": "10.20.0.7",
        "station": "02-00-00-00-00-01",
    });
    let answer = reqwest::Client::new()
        .post(format!("{}/radius/authenticate", server.origin))
        .bearer_auth(secret)
        .json(&body)
        .send()
        .await
        .unwrap();
    let status = answer.status().as_u16();
    if matches!(status, 200 | 401) && answer.headers()["content-type"] == "application/json" {
        return (status, answer.json().await.unwrap());
    }
    (status, Value::Null)
}

/// The value of an attribute of an answer, which must not be evaluated.
pub fn attribute<'a>(answer: &'a Value, name: &str) -> Option<&'a str> {
    let attribute = answer.get(format!("reply:{name}"))?;
    assert_eq!(attribute["do_xlat"], false, "{answer}");
    attribute["value"][0].as_str()
}

/// A server with a network, Ada, and her application password.
struct Setting {
    server: TestServer,
    owner: Client,
    ada: User,
    network: RadiusClientWithSecret,
    application_password: String,
}

impl Setting {
    async fn new(backend: Backend, network: &CreateRadiusClient) -> Self {
        let server = TestServer::start(backend).await;
        let owner = server.owner().await;
        let ada = server.active_user(&owner, ADA).await;
        let network = owner.create_radius_client(network).await.unwrap();
        let portal = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
        let wanted = CreateApplicationPassword {
            name: "Phone".to_owned(),
            application_id: None,
        };
        let created = portal.create_my_application_password(&wanted).await;
        Self {
            server,
            owner,
            ada,
            network,
            application_password: created.unwrap().password,
        }
    }

    async fn ask(&self, username: &str, password: &str) -> (u16, Value) {
        ask(&self.server, &self.network.secret, username, password).await
    }

    async fn connects(&self, password: &str) {
        let (status, answer) = self.ask("ada", password).await;
        assert_eq!(status, 200, "{answer}");
        assert_eq!(attribute(&answer, "Session-Timeout"), Some(SESSION));
    }

    /// Ada is refused, and is told a reason with these words.
    async fn refuses(&self, password: &str, words: &str) {
        let (status, answer) = self.ask("ada", password).await;
        assert_eq!(status, 401, "{answer}");
        let reason = attribute(&answer, "Reply-Message").unwrap();
        assert!(reason.contains(words), "{reason}");
    }

    /// The events of a kind, newest first.
    async fn events(&self, action: &str) -> Vec<Event> {
        self.server.mail_settled().await;
        let query = ListQuery {
            filter: Some(format!("action:network.{action}")),
            ..ListQuery::default()
        };
        self.owner.events(&query).await.unwrap().items
    }

    async fn failed_attempts(&self) -> i32 {
        self.server.mail_settled().await;
        let row = entity::account::Entity::find_by_id(self.ada.id.0)
            .one(self.server.running.context.database().read())
            .await
            .unwrap();
        row.unwrap().failed_password_attempts
    }
}
