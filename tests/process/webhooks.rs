//! A server that is killed while it sends webhooks loses no event, sends none under two identifiers, and keeps the
//! order of the events of each account.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use contract::events::EventAction;
use contract::webhooks::{CreateWebhook, UpdateWebhook};
use harness::{
    Backend, Installation, ReceivedWebhook, WebhookReceiver, free_port, on_both_databases,
};
use rules::time::Timestamp;

use crate::people::{import_file, set_up};

on_both_databases!(events_survive_a_server_that_is_killed);

const ACCOUNTS: usize = 100;
/// The user is created, and then changed twice.
const ROUNDS: usize = 3;
const EVENTS: usize = ACCOUNTS * ROUNDS;
/// Longer than a lease, after which a server sends what another one has left.
const PATIENCE: Duration = Duration::from_secs(90);

async fn events_survive_a_server_that_is_killed(backend: Backend) {
    let mut installation = Installation::new(backend).await;
    let networks = "['127.0.0.1/32']";
    installation.set("server", "webhook_networks", networks);
    let server = installation.start().await;
    let owner = set_up(&server).await;
    let receiver = WebhookReceiver::start(&["200 OK"]);
    // Nothing listens there, so the events of each account wait for each other.
    let new = CreateWebhook {
        name: "Monitoring".to_owned(),
        url: format!("http://127.0.0.1:{}/", free_port()),
        events: vec![
            EventAction::UserCreated.into(),
            EventAction::UserUpdated.into(),
        ],
    };
    let created = owner.create_webhook(&new).await.unwrap();
    let (id, secret) = (created.webhook.id, created.secret);
    for round in 0..ROUNDS {
        let rows = (0..ACCOUNTS).map(|number| format!("user{number}@example.com,Round {round}\n"));
        let file = format!("email,firstName\n{}", rows.collect::<String>());
        import_file(&owner, file).await;
    }
    let listening = UpdateWebhook {
        url: Some(receiver.url.clone()),
        ..UpdateWebhook::default()
    };
    let version = owner.webhook(id).await.unwrap().version;
    owner.update_webhook(id, version, &listening).await.unwrap();

    let mut received = Vec::new();
    while received.len() < EVENTS / 3 {
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
    while identifiers(&received).len() < EVENTS {
        received.push(receiver.within(PATIENCE).await.expect("an event"));
    }
    // Nothing comes twice, except what was under way when the server was killed: at most the parallel
    // deliveries to one webhook.
    while let Some(more) = receiver.within(Duration::from_secs(2)).await {
        received.push(more);
    }
    assert_eq!(identifiers(&received).len(), EVENTS);
    assert!(received.len() <= EVENTS + 4, "{}", received.len());
    assert!(received.iter().all(|one| one.is_signed_with(&secret)));
    // An identifier names one event, and an event has one identifier.
    let mut events = BTreeMap::new();
    for one in &received {
        let event = one.json()["data"]["id"].to_string();
        let before = events.insert(event, one.id().to_owned());
        assert!(before.is_none_or(|before| before == one.id()));
    }
    assert_eq!(events.len(), EVENTS);
    in_order(&received);
}

/// The events of each account arrived in the order in which they happened, without regard to repetitions.
fn in_order(received: &[ReceivedWebhook]) {
    let mut seen = BTreeSet::new();
    let mut accounts: BTreeMap<String, Vec<(String, Timestamp)>> = BTreeMap::new();
    for one in received.iter().filter(|one| seen.insert(one.id())) {
        let body = one.json();
        let at = serde_json::from_value(body["data"]["at"].clone()).unwrap();
        let account = accounts.entry(body["data"]["target"]["id"].to_string());
        let kind = body["type"].as_str().unwrap().to_owned();
        account.or_default().push((kind, at));
    }
    assert_eq!(accounts.len(), ACCOUNTS);
    for events in accounts.values() {
        assert!(
            events.is_sorted_by(|one, next| one.1 < next.1),
            "{events:?}"
        );
        let kinds: Vec<_> = events.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["user.created", "user.updated", "user.updated"]);
    }
}

fn identifiers(received: &[ReceivedWebhook]) -> BTreeSet<&str> {
    received.iter().map(ReceivedWebhook::id).collect()
}
