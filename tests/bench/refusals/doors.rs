//! The ways in that are no web pages.

use std::time::{Duration, Instant};

use ldap3::Ldap;
use serde_json::{Value, json};

use crate::ldap::{Login, connect};
use crate::load::{Connection, get, request};

/// After this time, it is no longer waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// The doors of one server, each with a connection that stays open.
pub struct Doors {
    directory: Directory,
    network: Network,
    host: Host,
}

/// One door.
trait Door {
    /// Whether this user gets in.
    async fn lets_in(&mut self, login: &Login, username: &str) -> bool;
}

struct Directory(Ldap);

struct Network {
    connection: Connection,
    secret: String,
}

struct Host {
    connection: Connection,
    key: String,
}

impl Doors {
    /// The doors of the server with this origin and this directory. The secrets are those of a network and a
    /// host.
    pub async fn of(origin: &str, directory: &str, (secret, key): (&str, &str)) -> Self {
        Self {
            directory: Directory(connect(directory).await),
            network: Network {
                connection: Connection::open(origin).await,
                secret: secret.to_owned(),
            },
            host: Host {
                connection: Connection::open(origin).await,
                key: key.to_owned(),
            },
        }
    }

    /// Fails unless all doors let this user in.
    pub async fn let_in(&mut self, login: &Login, username: &str) {
        assert!(self.directory.lets_in(login, username).await, "{username}");
        assert!(self.network.lets_in(login, username).await, "{username}");
        assert!(self.host.lets_in(login, username).await, "{username}");
    }

    /// Waits until all doors refuse this user. Returns the time of each since `since`: of the directory, the
    /// network and the host.
    pub async fn refuse(&mut self, login: &Login, username: &str, since: Instant) -> [Duration; 3] {
        let (directory, network, host) = tokio::join!(
            refused(&mut self.directory, (login, username), since),
            refused(&mut self.network, (login, username), since),
            refused(&mut self.host, (login, username), since),
        );
        [directory, network, host]
    }
}

async fn refused(
    door: &mut impl Door,
    (login, username): (&Login, &str),
    since: Instant,
) -> Duration {
    while door.lets_in(login, username).await {
        assert!(since.elapsed() < PATIENCE, "{username} still gets in");
    }
    since.elapsed()
}

impl Door for Directory {
    async fn lets_in(&mut self, login: &Login, _: &str) -> bool {
        login.bind(&mut self.0).await == 0
    }
}

impl Door for Network {
    async fn lets_in(&mut self, login: &Login, username: &str) -> bool {
        let bearer = format!("Bearer {}", self.secret);
        let headers = [
            ("Authorization", bearer.as_str()),
            ("Content-Type", "application/json"),
        ];
        let body = json!({
            "username": username,
            "password": login.password,
            "nas": "AP-7",
            "nasAddress": "127.0.0.1",
            "station": "02-00-00-00-00-01",
        });
        let request = request("POST /radius/authenticate", &headers, &body.to_string());
        let answer = self.connection.ask(&request).await;
        assert!(matches!(answer.status, 200 | 401), "{}", answer.status);
        answer.status == 200
    }
}

impl Door for Host {
    async fn lets_in(&mut self, _: &Login, username: &str) -> bool {
        let path = format!("/api/v1/host/authorized-keys?username={username}");
        let answer = self.connection.ask(&get(&path, &self.key)).await;
        assert_eq!(answer.status, 200);
        let answer: Value = answer.json();
        answer["keys"] != json!([])
    }
}
