//! The receivers of webhooks in docs/webhooks.md, run exactly as printed, except for their port.

use std::path::{Path, PathBuf};

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use client::Client;
use contract::events::EventAction;
use contract::page::ListQuery;
use contract::webhooks::{CreateWebhook, WebhookDelivery, WebhookDeliveryState};
use harness::{Backend, Installation, free_port, pending_user, plain_http, set_up, until};
use identity::clock::{Clock, SystemClock};
use tokio::process::Command;

use crate::installed;
use crate::process::Listening;
use crate::setting::PATIENCE;

const PAGE: &str = include_str!("../../docs/webhooks.md");
/// The port in the page.
const PORT: &str = "9000";

/// The block of code in this language.
fn code(language: &str) -> &'static str {
    let (_, rest) = PAGE.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0
}

/// A receiver that runs.
struct Receiver {
    url: String,
    secret: String,
    log: PathBuf,
    _program: Listening,
}

/// A message to it.
struct Message<'a> {
    id: &'a str,
    /// How many seconds ago it was sent.
    age: i64,
    body: &'a str,
    secret: &'a str,
}

impl Receiver {
    /// Writes the code of a language to a file and runs it.
    async fn start(
        folder: &Path,
        mut command: Command,
        language: &str,
        port: u16,
        secret: String,
    ) -> Self {
        let code = code(language);
        assert_eq!(code.matches(PORT).count(), 1, "{code}");
        let script = folder.join("receiver.cjs");
        std::fs::write(&script, code.replace(PORT, &port.to_string())).unwrap();
        // Otherwise Python buffers its output.
        command
            .arg(script)
            .env("WEBHOOK_SECRET", &secret)
            .env("PYTHONUNBUFFERED", "1");
        let log = folder.join("log");
        let program = Listening::connected(command, &log, port).await;
        Self {
            url: format!("http://127.0.0.1:{port}/latchkey"),
            secret,
            log,
            _program: program,
        }
    }

    /// Sends a message. Returns the status.
    async fn status(&self, message: &Message<'_>, signed_body: &str) -> u16 {
        let stamp = SystemClock.now().unix_millis() / 1000 - message.age;
        let key = STANDARD
            .decode(message.secret.strip_prefix("whsec_").unwrap())
            .unwrap();
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        let signed = format!("{}.{stamp}.{signed_body}", message.id);
        let signature = STANDARD.encode(hmac::sign(&key, signed.as_bytes()));
        let other = STANDARD.encode([7; 32]);
        let request = plain_http()
            .post(&self.url)
            .header("webhook-id", message.id)
            .header("webhook-timestamp", stamp.to_string())
            // As during a replacement of the secret: this receiver does not know the other one yet.
            .header("webhook-signature", format!("v1,{other} v1,{signature}"))
            .body(message.body.to_owned());
        request.send().await.unwrap().status().as_u16()
    }

    /// How often it has processed this body.
    fn processed(&self, body: &str) -> usize {
        let log = std::fs::read_to_string(&self.log).unwrap();
        log.lines().filter(|line| *line == body).count()
    }
}

async fn receives_what_is_genuine(command: Command, language: &str) {
    let mut installation = Installation::new(Backend::Sqlite).await;
    installation.set("server", "webhook_networks", "['127.0.0.1/32']");
    let server = installation.start().await;
    let owner = set_up(&server).await;
    let port = free_port();
    let new = CreateWebhook {
        name: "Receiver".to_owned(),
        url: format!("http://127.0.0.1:{port}/latchkey"),
        events: vec![EventAction::UserCreated.into()],
    };
    let secret = owner.create_webhook(&new).await.unwrap().secret;
    let folder = installation.folder();
    let receiver = Receiver::start(folder, command, language, port, secret).await;

    let genuine = Message {
        id: "0199f3c1-7c2f-7e31-b15b-3a1f0c3e2b81",
        age: 0,
        body: r#"{"type": "user.suspended", "name": "Zoë"}"#,
        secret: &receiver.secret,
    };
    let unknown = format!("whsec_{}", STANDARD.encode([1; 32]));
    let bad = |body, age, secret| Message {
        id: "another",
        age,
        body,
        secret,
    };
    assert_eq!(receiver.status(&genuine, genuine.body).await, 204);
    // The same message again: accepted, so that it is not sent forever, and ignored.
    assert_eq!(receiver.status(&genuine, genuine.body).await, 204);
    for (message, signed_body) in [
        (bad("changed", 0, &receiver.secret), "original"),
        (bad("forged", 0, &unknown), "forged"),
        (bad("old", 301, &receiver.secret), "old"),
        (bad("future", -310, &receiver.secret), "future"),
    ] {
        let status = receiver.status(&message, signed_body).await;
        assert_eq!(status, 401, "{}", message.body);
    }
    // What was refused does not count as seen.
    let late = bad("late", 290, &receiver.secret);
    assert_eq!(receiver.status(&late, late.body).await, 204);

    // And from the server, twice.
    pending_user(&owner, "ada@example.com").await;
    let sent = delivered(&owner).await;
    assert_eq!(sent.response_status, Some(204));
    owner.replay_webhook_delivery(sent.id).await.unwrap();
    let again = delivered(&owner).await;
    assert_eq!((again.id, again.response_status), (sent.id, Some(204)));

    for (body, times) in [
        (genuine.body, 1),
        ("late", 1),
        (&*sent.body, 1),
        ("changed", 0),
        ("forged", 0),
        ("old", 0),
        ("future", 0),
    ] {
        until(PATIENCE, body, async || {
            (receiver.processed(body) == times).then_some(())
        })
        .await;
    }
}

/// Waits until the only delivery has succeeded.
async fn delivered(owner: &Client) -> WebhookDelivery {
    until(PATIENCE, "the delivery", async || {
        let log = owner.webhook_deliveries(&ListQuery::default()).await;
        let mut log = log.unwrap().items.into_iter();
        log.find(|one| one.state == WebhookDeliveryState::Delivered)
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_python_receiver_processes_genuine_messages_once() {
    let python = Command::new(installed("LATCHKEY_TEST_APPLICATIONS_PYTHON"));
    receives_what_is_genuine(python, "python").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_node_receiver_processes_genuine_messages_once() {
    receives_what_is_genuine(Command::new("node"), "js").await;
}
