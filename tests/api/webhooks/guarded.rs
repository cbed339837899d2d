use client::Portal;
use contract::events::EventAction;
use contract::page::ListQuery;
use contract::webhooks::{CreateWebhook, UpdateWebhook, WebhookDeliveryState};
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestDatabase, TestServer, WebhookReceiver, on_both_databases,
};
use rules::extensible::Extensible;
use rules::role::Role;

use super::{Setting, create};

on_both_databases!(
    no_event_goes_to_an_internal_address,
    an_address_without_encryption_is_refused,
    an_unknown_event_type_is_refused_with_its_field,
    another_organization_has_other_webhooks,
    owners_are_told_where_events_go,
    the_whole_address_is_shown_to_those_who_manage_webhooks,
);

async fn no_event_goes_to_an_internal_address(backend: Backend) {
    let database = TestDatabase::installed(backend).await;
    let server = TestServer::start_on(database, |config| {
        // Receivers of webhooks respond to administrators, other than applications.
        config.server.logout_notice_networks = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let owner = server.owner().await;
    let receiver = WebhookReceiver::start(&["200 OK"]);
    let created = create(&owner, &receiver.url, &[EventAction::UserCreated]).await;
    let here = Setting {
        server,
        owner,
        receiver,
        webhook: created.webhook,
        secret: created.secret,
    };
    here.user("ada@example.com").await;
    let id = here.log().await[0].id;
    let refused = here.reaches(id, WebhookDeliveryState::Failed, 1).await;
    let error = refused.last_error.unwrap();
    assert!(error.contains("server.webhook_networks"), "{error}");
    let patience = std::time::Duration::from_millis(300);
    assert!(here.receiver.within(patience).await.is_none());
}

async fn an_address_without_encryption_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    for url in [
        "http://hooks.example.com/",
        "https://a:b@example.com/",
        "nowhere",
    ] {
        let new = CreateWebhook {
            name: "Monitoring".to_owned(),
            url: url.to_owned(),
            events: Vec::new(),
        };
        assert!(owner.create_webhook(&new).await.is_err(), "{url}");
    }
}

async fn an_unknown_event_type_is_refused_with_its_field(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let url = "https://hooks.example.com/";
    let webhook = create(&owner, url, &[]).await.webhook;
    let events = vec![
        Extensible::Known(EventAction::UserCreated),
        Extensible::Unknown("moon.landed".to_owned()),
    ];
    let new = CreateWebhook {
        name: "Monitoring".to_owned(),
        url: url.to_owned(),
        events: events.clone(),
    };
    let change = UpdateWebhook {
        events: Some(events),
        ..UpdateWebhook::default()
    };
    let created = owner.create_webhook(&new).await.map(drop);
    let updated = owner.update_webhook(webhook.id, webhook.version, &change);
    let updated = updated.await.map(drop);
    for answer in [created, updated] {
        let refused = answer.unwrap_err();
        let problem = refused.problem().unwrap();
        assert_eq!(problem.status, 422);
        let errors = problem.errors.iter();
        let errors: Vec<_> = errors.map(|it| (&*it.field, &*it.code)).collect();
        assert_eq!(errors, [("events", "unknown")]);
    }
    assert_eq!(
        owner.webhooks(&ListQuery::default()).await.unwrap().total,
        1
    );
}

async fn another_organization_has_other_webhooks(backend: Backend) {
    let here = Setting::new(backend, &["200 OK"], &[]).await;
    let email = "other@example.com";
    here.server.organization("Other Ltd", email).await;
    let other = here
        .server
        .sign_in(Portal::Admin, email, ADMINISTRATOR_PASSWORD)
        .await;
    here.user("ada@example.com").await;
    let delivery = here.log().await[0].id;
    let (id, version) = (here.webhook.id, here.webhook.version);
    assert!(other.webhook(id).await.is_err());
    assert!(other.delete_webhook(id, version).await.is_err());
    assert!(other.create_webhook_secret(id).await.is_err());
    assert!(other.test_webhook(id).await.is_err());
    assert!(other.replay_failed_webhooks(id).await.is_err());
    assert!(other.webhook_delivery(delivery).await.is_err());
    assert!(other.replay_webhook_delivery(delivery).await.is_err());
    assert_eq!(other.webhooks(&Default::default()).await.unwrap().total, 0);
    let log = other.webhook_deliveries(&ListQuery::default()).await;
    assert_eq!(log.unwrap().total, 0);
}

async fn owners_are_told_where_events_go(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let email = "manager@example.com";
    let manager = server.administrator(&owner, email, Role::Manager).await;
    let told = async |subject: &str| {
        server.mail_settled().await;
        assert_eq!(server.mails(email, subject), 0);
        server.mails(&server.owner_email, subject)
    };
    let url = "https://hooks.example.com/one";
    let webhook = create(&manager, url, &[EventAction::UserCreated]).await;
    let webhook = webhook.webhook;
    assert_eq!(told("new webhook").await, 1);
    let rename = UpdateWebhook {
        name: Some("Security".to_owned()),
        url: Some(url.to_owned()),
        ..UpdateWebhook::default()
    };
    let renamed = manager.update_webhook(webhook.id, webhook.version, &rename);
    let renamed = renamed.await.unwrap();
    assert_eq!(told("address was changed").await, 0);
    let redirect = UpdateWebhook {
        url: Some("https://elsewhere.example.com/".to_owned()),
        ..UpdateWebhook::default()
    };
    let redirected = manager.update_webhook(renamed.id, renamed.version, &redirect);
    redirected.await.unwrap();
    assert_eq!(told("address was changed").await, 1);
    assert_eq!(told("new webhook").await, 1);
}

async fn the_whole_address_is_shown_to_those_who_manage_webhooks(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let url = "https://127.0.0.1:9/T0/B0/secret";
    let webhook = create(&owner, url, &[]).await.webhook;
    assert_eq!(webhook.url, url);
    let move_it = UpdateWebhook {
        url: Some("https://127.0.0.2:9/secret".to_owned()),
        ..UpdateWebhook::default()
    };
    let moved = owner.update_webhook(webhook.id, webhook.version, &move_it);
    let url = moved.await.unwrap().url;
    assert_eq!(url, "https://127.0.0.2:9/secret");
    let all = ListQuery::default();
    let reader = server
        .administrator(&owner, "help@example.com", Role::HelpDesk)
        .await;
    for (client, shown) in [(&owner, url.as_str()), (&reader, "https://127.0.0.2:9")] {
        let listed = client.webhooks(&all).await.unwrap().items;
        assert_eq!(listed[0].url, shown);
        assert_eq!(client.webhook(webhook.id).await.unwrap().url, shown);
    }
    let events = owner.events(&all).await.unwrap();
    let bodies = owner.webhook_deliveries(&all).await.unwrap();
    let told = serde_json::to_string(&(events, bodies)).unwrap();
    assert!(told.contains("https://127.0.0.1:9"), "{told}");
    assert!(told.contains("https://127.0.0.2:9"), "{told}");
    assert!(!told.contains("/secret"), "{told}");
}
