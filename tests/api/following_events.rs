//! Events in the order in which they became visible, and the addresses in them.

use client::{Client, Portal};
use contract::events::{Event, EventAction};
use contract::ids::OrganizationId;
use contract::page::ListQuery;
use harness::{Backend, TestServer, on_both_databases};
use identity::actor::Party;
use identity::events::{NewEvent, record};
use latchkey::config::Config;
use latchkey::server::{Overrides, start};
use serde_json::json;

use crate::factors::lockout;

on_both_databases!(
    a_follower_reads_each_event_once,
    an_event_that_is_committed_later_comes_later,
    a_follower_learns_of_repeated_failures,
    an_event_shows_the_address_beside_each_name,
    events_are_filtered_by_time,
);

async fn after(owner: &Client, position: u64, filter: &str) -> Vec<Event> {
    let query = ListQuery {
        after: Some(position),
        filter: Some(filter.to_owned()),
        limit: Some(100),
        ..ListQuery::default()
    };
    owner.events(&query).await.unwrap().items
}

async fn a_follower_reads_each_event_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..4 {
        let owner = owner.clone();
        writers.spawn(async move {
            for number in 0..10 {
                let body = contract::users::CreateUser {
                    email: format!("u{writer}-{number}@example.com"),
                    username: format!("u{writer}-{number}"),
                    ..Default::default()
                };
                owner.create_user(&body, None).await.unwrap();
            }
        });
    }
    let (mut seen, mut position) = (Vec::new(), 0);
    loop {
        let done = writers.is_empty();
        let events = after(&owner, position, "").await;
        position = events
            .last()
            .map_or(position, |last| last.position.unwrap());
        let nothing = events.is_empty();
        seen.extend(events);
        if done && nothing {
            break;
        }
        while writers.try_join_next().is_some() {}
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert!(seen.is_sorted_by_key(|event| event.position));
    let created = seen.iter().filter(|event| event.action == "user.created");
    assert_eq!(created.count(), 40);
    let ids: std::collections::HashSet<_> = seen.iter().map(|event| event.id).collect();
    let all = owner.events(&ListQuery::default()).await.unwrap();
    assert_eq!((seen.len(), ids.len() as u64), (ids.len(), all.total));
    let created = after(&owner, 0, "action:user.created").await;
    assert_eq!(created.len(), 40);

    for query in ["after=0&cursor=x", "after=-1", "after=x"] {
        let answer = harness::plain_http()
            .get(format!("{}/api/v1/events?{query}", server.origin))
            .bearer_auth(owner.token().unwrap())
            .send();
        assert_eq!(answer.await.unwrap().status(), 400, "{query}");
    }
    let users = ListQuery {
        after: Some(0),
        ..ListQuery::default()
    };
    assert!(owner.users(&users).await.is_err());
}

async fn an_event_that_is_committed_later_comes_later(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let context = &server.running.context;
    let organization = OrganizationId(owner.organization().await.unwrap().id.0);
    let event = || NewEvent::new(EventAction::MailTestSent, Party::system());
    let first = after(&owner, 0, "").await;
    let position = first.last().unwrap().position.unwrap();

    // On SQLite there is one writer, so transactions cannot overlap.
    let mut late = None;
    if backend == Backend::Postgres {
        let tx = context.database().begin().await.unwrap();
        record(context, &tx, organization, event()).await.unwrap();
        late = Some(tx);
    }
    let tx = context.database().begin().await.unwrap();
    record(context, &tx, organization, event()).await.unwrap();
    tx.commit().await.unwrap();
    let second = after(&owner, position, "").await;
    assert_eq!(second.len(), 1);
    let position = second[0].position.unwrap();
    if let Some(late) = late {
        late.commit().await.unwrap();
        let third = after(&owner, position, "").await;
        assert_eq!(third.len(), 1);
        assert!(third[0].id < second[0].id, "it began earlier");
    }
}

/// The events of the server that is behind have lower identifiers than those that were read before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn servers_whose_clocks_differ_lose_no_event() {
    let server = TestServer::start(Backend::Postgres).await;
    let owner = server.owner().await;
    let config = Config::for_tests(&server.database.url, server.database.folder.path());
    let behind = start(config, Overrides::default()).await.unwrap();
    server
        .clock
        .advance(std::time::Duration::from_millis(1_500));
    let organization = OrganizationId(owner.organization().await.unwrap().id.0);
    let mut position = after(&owner, 0, "").await.last().unwrap().position.unwrap();
    let mut seen = Vec::new();
    for _ in 0..10 {
        for context in [&server.running.context, &behind.context] {
            let tx = context.database().begin().await.unwrap();
            let event = NewEvent::new(EventAction::MailTestSent, Party::system());
            record(context, &tx, organization, event).await.unwrap();
            tx.commit().await.unwrap();
            let events = after(&owner, position, "").await;
            position = events.last().unwrap().position.unwrap();
            seen.extend(events.into_iter().map(|event| event.id));
        }
    }
    assert_eq!(seen.len(), 20);
    assert!(!seen.is_sorted(), "one clock is behind");
}

async fn a_follower_learns_of_repeated_failures(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    lockout(&owner, |lockout| lockout.locks = false).await;
    let mut position = after(&owner, 0, "").await.last().unwrap().position.unwrap();
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in("ada@example.com").await.unwrap();
    let (mut ids, mut numbers) = (std::collections::HashSet::new(), Vec::new());
    for attempt in 1..=9 {
        portal.submit_password("a guess").await.unwrap_err();
        server.mail_settled().await;
        for event in after(&owner, position, "action:sign_in.failed").await {
            position = event.position.unwrap();
            ids.insert(event.id);
            numbers.push((attempt, event.detail.get("attempts").cloned()));
        }
    }
    let number = |attempt: i32| (attempt, Some(attempt.to_string()));
    assert_eq!(numbers, [(1, None), number(2), number(4), number(8)]);
    assert_eq!(ids.len(), 1);

    // It is still listed once, and a program that follows from the beginning reads it once.
    for from in [None, Some(0)] {
        let query = ListQuery {
            after: from,
            filter: Some("action:sign_in.failed".to_owned()),
            ..ListQuery::default()
        };
        let listed = owner.events(&query).await.unwrap().items;
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].detail["attempts"], "9");
        assert_eq!(listed[0].position, Some(position));
    }
}

async fn an_event_shows_the_address_beside_each_name(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let body = json!({
        "email": "eve@example.com", "username": "eve", "displayName": "Olivia Owner",
    });
    harness::plain_http()
        .post(format!("{}/api/v1/users", server.origin))
        .bearer_auth(owner.token().unwrap())
        .json(&body)
        .send()
        .await
        .unwrap();
    let created = after(&owner, 0, "action:user.created").await;
    let target = created[0].target.as_ref().unwrap();
    assert_eq!(created[0].actor.name, target.name);
    assert_eq!(created[0].actor.email.as_ref(), Some(&server.owner_email));
    assert_eq!(target.email.as_deref(), Some("eve@example.com"));
}

async fn events_are_filtered_by_time(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.pending_user(&owner, "ada@example.com").await;
    let between = server.clock_now().plus(std::time::Duration::from_secs(60));
    server.clock.advance(std::time::Duration::from_secs(120));
    server.pending_user(&owner, "bob@example.com").await;
    let moment = between.to_string().replace(':', "\\:");
    for (filter, email) in [
        (
            format!("action:user.created;since:{moment}"),
            "bob@example.com",
        ),
        (
            format!("action:user.created;before:{moment}"),
            "ada@example.com",
        ),
    ] {
        let query = ListQuery {
            filter: Some(filter.clone()),
            ..ListQuery::default()
        };
        let found = owner.events(&query).await.unwrap().items;
        assert_eq!(found.len(), 1, "{filter}");
        let target = found[0].target.as_ref().unwrap();
        assert_eq!(target.email.as_deref(), Some(email));
    }
}
