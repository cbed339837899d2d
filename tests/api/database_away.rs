//! PostgreSQL stops, or says nothing any longer, and comes back. The server reaches it through a relay that the
//! test controls.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use client::{Client, Portal};
use contract::page::ListQuery;
use contract::problem::ProblemType;
use harness::{Backend, TestDatabase, TestServer, USER_PASSWORD, problem_type, until};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The time within which a request is refused while the database is known to be away.
const AT_ONCE: Duration = Duration::from_secs(2);
/// The time within which a database is missed that keeps its connections open: five seconds, and a look.
const MISSED_WITHIN: Duration = Duration::from_secs(8);

/// Relays connections from `at` to `database` until it is aborted. While it is `silent`, it keeps connections open
/// and passes nothing on, like a network that loses every packet. Those do not work again afterwards.
async fn relay(
    at: SocketAddr,
    database: SocketAddr,
    silent: watch::Receiver<bool>,
) -> (SocketAddr, JoinHandle<()>) {
    let listener = until(Duration::from_secs(5), "a free port", async || {
        TcpListener::bind(at).await.ok()
    });
    let listener = listener.await;
    let at = listener.local_addr().unwrap();
    let relaying = async move {
        // Aborted together with this task.
        let mut connections = tokio::task::JoinSet::new();
        while let Ok((mut server, _)) = listener.accept().await {
            let mut silent = silent.clone();
            connections.spawn(async move {
                let mut database = TcpStream::connect(database).await.unwrap();
                tokio::select! {
                    biased;
                    () = becomes(&mut silent, true) => {}
                    _ = copy_bidirectional(&mut server, &mut database) => return,
                }
                becomes(&mut silent, false).await;
            });
        }
    };
    (at, tokio::spawn(relaying))
}

async fn becomes(silent: &mut watch::Receiver<bool>, wanted: bool) {
    // An error means that the test is over.
    let _ = silent.wait_for(|silent| *silent == wanted).await;
}

/// A server behind a relay.
struct Relayed {
    server: TestServer,
    owner: Client,
    database: SocketAddr,
    at: SocketAddr,
    relaying: JoinHandle<()>,
}

impl Relayed {
    async fn new(silent: watch::Receiver<bool>) -> Self {
        let mut database = TestDatabase::new(Backend::Postgres).await;
        let mut url = url::Url::parse(&database.url).unwrap();
        let host = url.host_str().unwrap();
        let address = format!("{host}:{}", url.port().unwrap_or(5432));
        let address = address.parse().unwrap();
        let (at, relaying) = relay("127.0.0.1:0".parse().unwrap(), address, silent).await;
        url.set_port(Some(at.port())).unwrap();
        database.url = url.to_string();
        let server = TestServer::start_on(database, |_| {}).await;
        let owner = server.owner().await;
        server.active_user(&owner, "ada@example.com").await;
        server.mail_settled().await;
        Self {
            server,
            owner,
            database: address,
            at,
            relaying,
        }
    }

    /// Every request is refused at once, with the advice to retry.
    async fn refuses_at_once(&self) {
        let portal = self.server.anonymous(Portal::User);
        for _ in 0..3 {
            let begun = Instant::now();
            let listed = self.owner.users(&ListQuery::default()).await;
            let began = portal.begin_sign_in("ada@example.com").await;
            assert!(begun.elapsed() < AT_ONCE);
            for refused in [listed.map(drop), began.map(drop)] {
                assert_eq!(problem_type(refused), ProblemType::Busy);
            }
        }
        let url = format!("{}/health/ready", self.server.origin);
        let ready = reqwest::get(url).await.unwrap();
        assert_eq!(ready.status(), 503);
        assert!(ready.headers().contains_key("retry-after"));
    }

    /// Everything works again, without a restart.
    async fn recovers(&self) {
        until(Duration::from_secs(10), "the database", async || {
            self.owner.users(&ListQuery::default()).await.ok()
        })
        .await;
        self.server
            .sign_in(Portal::User, "ada@example.com", USER_PASSWORD)
            .await;
    }
}

mod postgres {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
    async fn while_the_database_is_away_requests_are_told_to_retry() {
        let (_never, silent) = watch::channel(false);
        let mut relayed = Relayed::new(silent.clone()).await;
        relayed.relaying.abort();
        let _ = (&mut relayed.relaying).await;
        relayed.refuses_at_once().await;
        relay(relayed.at, relayed.database, silent).await;
        relayed.recovers().await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    #[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
    async fn a_database_that_says_nothing_is_missed_within_seconds() {
        let (silence, silent) = watch::channel(false);
        let relayed = Relayed::new(silent).await;
        silence.send_replace(true);
        let begun = Instant::now();
        let waited = relayed.owner.users(&ListQuery::default()).await;
        assert_eq!(problem_type(waited), ProblemType::Busy);
        assert!(begun.elapsed() < MISSED_WITHIN, "{:?}", begun.elapsed());
        relayed.refuses_at_once().await;
        silence.send_replace(false);
        relayed.recovers().await;
    }
}
