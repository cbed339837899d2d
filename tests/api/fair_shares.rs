//! The hashing pool under attack: it is shared by network, and refused requests count as no attempt.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use client::{Client, Portal};
use contract::factors::Proof;
use contract::me::ChangePassword;
use contract::problem::ProblemType;
use harness::{Backend, TestDatabase, TestServer, USER_PASSWORD, on_both_databases, problem_type};
use identity::crypto::Asker;
use identity::crypto::HashCost;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

use crate::radius::site;

on_both_databases!(
    a_flood_from_one_network_leaves_room_for_others,
    a_flood_through_a_radius_server_leaves_room_for_others,
    a_busy_server_counts_no_attempt,
    an_unknown_cookie_waits_for_no_writer,
);

/// A server with a small hashing pool, behind a proxy on this machine.
async fn server(backend: Backend, places: usize) -> TestServer {
    let database = TestDatabase::new(backend).await;
    TestServer::start_on(database, |config| {
        config.security.hashing.cost = HashCost::default();
        config.security.hashing.queue = places;
        config.server.proxies.networks = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await
}

/// A client with this address, as the proxy reports it.
fn from(server: &TestServer, address: &str) -> Client {
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("x-forwarded-for", address.parse().unwrap());
    let http = harness::http_builder()
        .cookie_store(true)
        .default_headers(headers)
        .build()
        .unwrap();
    Client::new(http, &server.origin, Portal::User)
}

async fn a_flood_from_one_network_leaves_room_for_others(backend: Backend) {
    let server = server(backend, 16).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let floods: [fn(usize) -> String; 2] = [
        |n| format!("2001:db8:0:{n:x}::1"),
        |n| format!("192.0.2.{n}"),
    ];
    for addresses in floods {
        let (enough, turned_away) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicUsize::new(0)),
        );
        let mut flood = tokio::task::JoinSet::new();
        for n in 1..=40 {
            let stranger = from(&server, &addresses(n));
            let (enough, turned_away) = (Arc::clone(&enough), Arc::clone(&turned_away));
            flood.spawn(async move {
                let email = format!("nobody{n}@example.com");
                stranger.begin_sign_in(&email).await.unwrap();
                while !enough.load(Ordering::SeqCst) {
                    let guess = stranger.submit_password("not the password").await;
                    if problem_type(guess) == ProblemType::Busy {
                        turned_away.fetch_add(1, Ordering::SeqCst);
                    }
                }
            });
        }
        while turned_away.load(Ordering::SeqCst) < 100 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        ada_signs_in_everywhere(&server).await;
        enough.store(true, Ordering::SeqCst);
        flood.join_all().await;
    }
}

/// In new browsers at ten networks.
async fn ada_signs_in_everywhere(server: &TestServer) {
    for n in 0..10 {
        let ada = from(server, &format!("198.51.{n}.1"));
        ada.begin_sign_in("ada@example.com").await.unwrap();
        ada.submit_password(USER_PASSWORD).await.unwrap();
        ada.me().await.unwrap();
    }
}

async fn a_flood_through_a_radius_server_leaves_room_for_others(backend: Backend) {
    let server = server(backend, 16).await;
    let owner = server.owner().await;
    server.active_user(&owner, "ada@example.com").await;
    let network = owner.create_radius_client(&site("Wi-Fi")).await.unwrap();
    let (next, turned_away) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    // It ends when it is dropped.
    let mut flood = tokio::task::JoinSet::<()>::new();
    for _ in 0..40 {
        let request = harness::plain_http()
            .post(format!("{}/radius/authenticate", server.origin))
            .bearer_auth(&network.secret);
        let (next, turned_away) = (Arc::clone(&next), Arc::clone(&turned_away));
        flood.spawn(async move {
            loop {
                // A guess that is repeated is not verified again.
                let username = format!("nobody{}", next.fetch_add(1, Ordering::SeqCst));
                let guess = json!({ "username": username, "password": "not the password" });
                let request = request.try_clone().unwrap().json(&guess);
                if request.send().await.unwrap().status() == 503 {
                    turned_away.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
    }
    while turned_away.load(Ordering::SeqCst) < 100 {
        assert!(flood.try_join_next().is_none(), "the flood has ended");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    ada_signs_in_everywhere(&server).await;
}

async fn failed_attempts(server: &TestServer, id: Uuid) -> i32 {
    let row = entity::account::Entity::find_by_id(id)
        .one(server.running.context.database().read())
        .await
        .unwrap();
    row.unwrap().failed_password_attempts
}

async fn a_busy_server_counts_no_attempt(backend: Backend) {
    let server = server(backend, 1).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, "ada@example.com").await;
    let ada = server
        .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
        .await;
    let stranger = server.anonymous(Portal::User);
    stranger.begin_sign_in("ada@example.com").await.unwrap();

    let hasher = server.running.context.hasher();
    let all = hasher.place(Asker::default()).unwrap();
    let change = ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        new_password: "another long password".to_owned(),
    };
    let proof = Proof::Password(USER_PASSWORD.to_owned());
    for _ in 0..7 {
        for refused in [
            problem_type(stranger.submit_password(USER_PASSWORD).await),
            problem_type(ada.change_password(&change).await),
            problem_type(ada.give_proof(&proof).await),
        ] {
            assert_eq!(refused, ProblemType::Busy);
        }
        assert_eq!(failed_attempts(&server, user.id.0).await, 0);
    }
    drop(all);
    stranger.submit_password(USER_PASSWORD).await.unwrap();
    ada.change_password(&change).await.unwrap();
}

/// SQLite has one writer. A request that waits for it reveals how long others hold it.
async fn an_unknown_cookie_waits_for_no_writer(backend: Backend) {
    let server = server(backend, 16).await;
    let writer = server.running.context.database().begin().await.unwrap();
    let unknown = "a".repeat(43);
    let refresh = harness::plain_http()
        .post(format!("{}/api/v1/session/refresh", server.origin))
        .header("Origin", &server.origin)
        .header("Cookie", format!("latchkey-user-refresh={unknown}"))
        .send();
    let answer = tokio::time::timeout(Duration::from_secs(5), refresh).await;
    assert_eq!(answer.expect("an answer").unwrap().status(), 401);
    writer.rollback().await.unwrap();
}
