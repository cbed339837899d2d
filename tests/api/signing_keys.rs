//! The keys that sign access tokens: a new one is created every 30 days and published before it is
//! used. The old one remains published until its tokens have expired.

use std::time::Duration;

use entity::signing_key;
use harness::{Backend, TestDatabase, TestServer, decode, on_both_databases};
use identity::signing_keys::{PUBLISHED_BEFORE_USE, ROTATE_EVERY, rotate_if_due};
use rules::lifetimes::ACCESS_TOKEN;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::Value;

on_both_databases!(the_next_key_takes_over_without_a_gap);

const MINUTE: Duration = Duration::from_secs(60);

/// The job that every server runs each minute.
async fn look(server: &TestServer) {
    rotate_if_due(&server.running.context).await.unwrap();
}

/// The identifiers of the published keys.
async fn published(server: &TestServer) -> Vec<String> {
    let url = format!("{}/.well-known/jwks.json", server.origin);
    let set: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    let keys = set["keys"].as_array().unwrap().iter();
    keys.map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

/// Signs in. Returns the access token, and the id of the key that signed it.
async fn signed(server: &TestServer) -> (String, String) {
    let token = server.owner().await.token().unwrap();
    let head = decode(&token.split('.').next().unwrap().into());
    let head: Value = serde_json::from_slice(&head).unwrap();
    (token, head["kid"].as_str().unwrap().to_owned())
}

/// The status of a request with this token.
async fn status(server: &TestServer, token: &str) -> u16 {
    let request = harness::plain_http().get(format!("{}/api/v1/admin/me", server.origin));
    let answer = request.bearer_auth(token).send().await.unwrap();
    answer.status().as_u16()
}

async fn the_next_key_takes_over_without_a_gap(backend: Backend) {
    // Its key is as old as the server.
    let server = TestServer::start_on(TestDatabase::new(backend).await, |_| {}).await;
    let first = published(&server).await;
    assert_eq!(first.len(), 1);
    server.clock.advance(ROTATE_EVERY - MINUTE);
    look(&server).await;
    assert_eq!(published(&server).await, first, "before its time");

    // The new key is published, and the old one still signs.
    server.clock.advance(2 * MINUTE);
    let (before, key) = signed(&server).await;
    assert_eq!(key, first[0]);
    for _ in 0..3 {
        look(&server).await;
        let both = published(&server).await;
        assert_eq!(both.len(), 2, "one new key: {both:?}");
        assert_eq!(both[0], first[0]);
    }
    let next = published(&server).await.remove(1);
    assert_eq!(status(&server, &before).await, 200);
    server.clock.advance(PUBLISHED_BEFORE_USE - MINUTE);
    let (last_of_old, key) = signed(&server).await;
    assert_eq!(key, first[0], "the new one is not known everywhere yet");

    // The new key signs, and tokens of the old one are still valid.
    server.clock.advance(2 * MINUTE);
    let (of_new, key) = signed(&server).await;
    assert_eq!(key, next);
    assert_eq!(published(&server).await.len(), 2);
    for token in [&last_of_old, &of_new] {
        assert_eq!(status(&server, token).await, 200);
    }

    // Tokens of the old key are invalid now.
    server.clock.advance(ACCESS_TOKEN);
    assert_eq!(published(&server).await, [next.as_str()]);
    assert_eq!(status(&server, &last_of_old).await, 401);
    look(&server).await;
    assert_eq!(published(&server).await, [next.as_str()]);

    // The next run deletes it.
    server.clock.advance(ROTATE_EVERY);
    look(&server).await;
    let kept = signing_key::Entity::find().count(server.running.context.database().read());
    assert_eq!(kept.await.unwrap(), 2);
    let now = published(&server).await;
    assert!(now.contains(&next) && !now.contains(&first[0]), "{now:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn two_servers_in_parallel_create_one_key() {
    let one = TestServer::start(Backend::Postgres).await;
    let two = one.another().await;
    let mut known = published(&one).await;
    for round in 0..20 {
        // The key of the previous round expires in this one.
        let passes = ROTATE_EVERY + PUBLISHED_BEFORE_USE + ACCESS_TOKEN;
        one.clock.advance(passes);
        two.clock.advance(passes);
        tokio::join!(look(&one), look(&two));
        // The key that the other server created is known after the next read.
        look(&one).await;
        look(&two).await;
        let now = published(&one).await;
        assert_eq!(now, published(&two).await, "round {round}");
        assert_eq!(now.len(), 2, "round {round}: {now:?} after {known:?}");
        assert_eq!(now[0], known[known.len() - 1], "round {round}");
        known = now;
    }
}
