//! PostgreSQL stops and comes back. The server reaches it through a relay that the test stops.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use client::Portal;
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestDatabase, TestServer, USER_PASSWORD, problem_type, until};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Relays connections from `at` to `database` until it is aborted.
async fn relay(at: SocketAddr, database: SocketAddr) -> (SocketAddr, JoinHandle<()>) {
    let listener = until(Duration::from_secs(5), "a free port", async || {
        TcpListener::bind(at).await.ok()
    });
    let listener = listener.await;
    let at = listener.local_addr().unwrap();
    let relaying = async move {
        // Aborted together with this task.
        let mut connections = tokio::task::JoinSet::new();
        while let Ok((mut server, _)) = listener.accept().await {
            connections.spawn(async move {
                let mut database = TcpStream::connect(database).await.unwrap();
                let _ = copy_bidirectional(&mut server, &mut database).await;
            });
        }
    };
    (at, tokio::spawn(relaying))
}

mod postgres {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
    async fn while_the_database_is_away_requests_are_told_to_retry() {
        let mut database = TestDatabase::new(Backend::Postgres).await;
        let mut url = url::Url::parse(&database.url).unwrap();
        let host = url.host_str().unwrap();
        let address = format!("{host}:{}", url.port().unwrap_or(5432));
        let address = address.parse().unwrap();
        let (at, relaying) = relay("127.0.0.1:0".parse().unwrap(), address).await;
        url.set_port(Some(at.port())).unwrap();
        database.url = url.to_string();
        let server = TestServer::start_on(database, |_| {}).await;
        let owner = server.owner().await;
        server.active_user(&owner, "ada@example.com").await;
        server.mail_settled().await;

        relaying.abort();
        let _ = relaying.await;
        let portal = server.anonymous(Portal::User);
        for _ in 0..3 {
            let begun = Instant::now();
            let listed = owner.users(&ListQuery::default()).await;
            let began = portal.begin_sign_in("ada@example.com").await;
            assert!(begun.elapsed() < Duration::from_secs(2));
            for refused in [listed.map(drop), began.map(drop)] {
                assert_eq!(problem_type(refused), ProblemType::Busy);
            }
        }
        let url = format!("{}/health/ready", server.origin);
        let ready = reqwest::get(url).await.unwrap();
        assert_eq!(ready.status(), 503);
        assert!(ready.headers().contains_key("retry-after"));

        relay(at, address).await;
        until(Duration::from_secs(10), "the database", async || {
            owner.users(&ListQuery::default()).await.ok()
        })
        .await;
        server
            .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
            .await;
    }
}
