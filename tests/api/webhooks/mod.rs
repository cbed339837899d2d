//! Webhooks: what is sent, in which order, and what becomes of it.

mod guarded;
mod health;
mod ordered;
mod replayed;
mod signed;

use client::Client;
use contract::events::EventAction;
use contract::ids::WebhookDeliveryId;
use contract::page::ListQuery;
use contract::webhooks::{
    CreateWebhook, Webhook, WebhookCreated, WebhookDelivery, WebhookDeliveryState,
};
use entity::webhook_delivery::{Entity, Model};
use harness::{Backend, SOON, TestDatabase, TestServer, WebhookReceiver, until};
use rules::extensible::Extensible;
use sea_orm::EntityTrait;

/// A server with a webhook to a receiver.
struct Setting {
    server: TestServer,
    owner: Client,
    receiver: WebhookReceiver,
    webhook: Webhook,
    secret: String,
}

/// A server that may reach the receivers of tests.
async fn server(backend: Backend) -> TestServer {
    let database = TestDatabase::installed(backend).await;
    TestServer::start_on(database, |config| {
        config.server.webhook_networks = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await
}

async fn create(owner: &Client, url: &str, events: &[EventAction]) -> WebhookCreated {
    let new = CreateWebhook {
        name: "Monitoring".to_owned(),
        url: url.to_owned(),
        events: events.iter().copied().map(Extensible::Known).collect(),
    };
    owner.create_webhook(&new).await.unwrap()
}

impl Setting {
    /// The receiver answers with these statuses in turn. The webhook is sent these kinds of events.
    async fn new(
        backend: Backend,
        statuses: &'static [&'static str],
        events: &[EventAction],
    ) -> Self {
        let server = server(backend).await;
        let owner = server.owner().await;
        let receiver = WebhookReceiver::start(statuses);
        let WebhookCreated { webhook, secret } = create(&owner, &receiver.url, events).await;
        Self {
            server,
            owner,
            receiver,
            webhook,
            secret,
        }
    }

    /// Creates a user, which is an event.
    async fn user(&self, email: &str) -> contract::users::User {
        self.server.pending_user(&self.owner, email).await
    }

    /// The deliveries to all webhooks, newest first.
    async fn log(&self) -> Vec<WebhookDelivery> {
        let all = ListQuery::default();
        self.owner.webhook_deliveries(&all).await.unwrap().items
    }

    /// Waits until a delivery has this state after this number of attempts.
    async fn reaches(
        &self,
        id: WebhookDeliveryId,
        state: WebhookDeliveryState,
        attempts: i32,
    ) -> Model {
        let read = self.server.running.context.database().read();
        let what = format!("a delivery that is {state:?} after {attempts} attempts");
        until(SOON, &what, async || {
            let row = Entity::find_by_id(id.0).one(read).await.unwrap().unwrap();
            // Nobody works on it anymore.
            let is_over = row.leased_until.is_none();
            (row.state == state && row.attempts == attempts && is_over).then_some(row)
        })
        .await
    }
}
