//! A server that is killed while it sends webhooks loses no event, and sends none under two identifiers.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use contract::events::EventAction;
use contract::imports::UploadQuery;
use contract::webhooks::CreateWebhook;
use harness::{
    Backend, Installation, ReceivedWebhook, WebhookReceiver, free_port, on_both_databases,
};

use crate::people::set_up;

on_both_databases!(events_survive_a_server_that_is_killed);

const USERS: usize = 300;
/// Longer than a lease, after which a server sends what another one has left.
const PATIENCE: Duration = Duration::from_secs(90);

async fn events_survive_a_server_that_is_killed(backend: Backend) {
    let mut installation = Installation::new(backend).await;
    let networks = "['127.0.0.1/32']";
    installation.set("server", "webhook_networks", networks);
    let server = installation.start().await;
    let owner = set_up(&server).await;
    let receiver = WebhookReceiver::start(&["200 OK"]);
    let new = CreateWebhook {
        name: "Monitoring".to_owned(),
        url: receiver.url.clone(),
        events: vec![EventAction::UserCreated],
    };
    let secret = owner.create_webhook(&new).await.unwrap().secret;
    let rows = (0..USERS).map(|number| format!("user{number}@example.com,User {number}\n"));
    let file = format!("email,firstName\n{}", rows.collect::<String>());
    let query = UploadQuery::default();
    let import = owner
        .upload_import(&query, file.into_bytes())
        .await
        .unwrap();
    owner.run_import(import.id).await.unwrap();

    let mut received = Vec::new();
    while received.len() < USERS / 3 {
        received.push(receiver.within(PATIENCE).await.expect("an event"));
    }
    server.kill_9().await;
    let _one = installation.start().await;
    // PostgreSQL serves two servers, which send each event once between them.
    let _other = if backend == Backend::Postgres {
        let address = format!("127.0.0.1:{}", free_port());
        Some(installation.start_with(&["--listen", &address]).await)
    } else {
        None
    };
    while identifiers(&received).len() < USERS {
        received.push(receiver.within(PATIENCE).await.expect("an event"));
    }
    // Nothing comes twice, except what was under way when the server was killed: at most the parallel
    // deliveries to one webhook.
    while let Some(more) = receiver.within(Duration::from_secs(2)).await {
        received.push(more);
    }
    assert_eq!(identifiers(&received).len(), USERS);
    assert!(received.len() <= USERS + 4, "{}", received.len());
    assert!(received.iter().all(|one| one.is_signed_with(&secret)));
    // An identifier names one event, and an event has one identifier.
    let mut events = BTreeMap::new();
    for one in &received {
        let event = one.json()["data"]["id"].to_string();
        let before = events.insert(event, one.id().to_owned());
        assert!(before.is_none_or(|before| before == one.id()));
    }
    assert_eq!(events.len(), USERS);
}

fn identifiers(received: &[ReceivedWebhook]) -> BTreeSet<&str> {
    received.iter().map(ReceivedWebhook::id).collect()
}
