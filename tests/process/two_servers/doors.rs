//! A change on one server is refused for RADIUS and for SSH keys on the other one.

use std::time::{Duration, Instant};

use contract::hosts::CreateHost;
use contract::ids::UserId;
use contract::radius::CreateRadiusClient;
use contract::ssh_keys::AddSshKey;
use contract::users::LockUser;
use harness::{USER_PASSWORD, plain_http};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::Pair;
use crate::people::{activate, pending_user};
use crate::ssh_keys::KEY;

/// How long a change may take.
const AT_ONCE: Duration = Duration::from_secs(1);
/// How often it is tried.
const ROUNDS: usize = 10;

/// What asks the second server about Ada.
struct Doors {
    origin: String,
    username: String,
    /// The secret of a RADIUS client.
    secret: String,
    /// The key of a host.
    key: String,
}

impl Doors {
    /// Creates a network and a host on the first server, which are open to everybody.
    async fn open(pair: &Pair, username: String) -> Self {
        let network = CreateRadiusClient {
            name: "Office".to_owned(),
            network: "127.0.0.1".to_owned(),
            everyone: true,
            ..CreateRadiusClient::default()
        };
        let host = CreateHost {
            name: "Build".to_owned(),
            everyone: true,
            ..CreateHost::default()
        };
        let network = pair.owner.create_radius_client(&network).await.unwrap();
        let host = pair.owner.create_host(&host).await.unwrap();
        Self {
            origin: pair.servers[1].origin.clone(),
            username,
            secret: network.secret,
            key: host.key,
        }
    }

    /// The answer to FreeRADIUS.
    async fn network(&self) -> StatusCode {
        let body = json!({
            "username": self.username,
            "password": USER_PASSWORD,
            "nas": "AP-7",
            "nasAddress": "127.0.0.1",
            "station": "02-00-00-00-00-01",
        });
        let url = format!("{}/radius/authenticate", self.origin);
        let request = plain_http().post(url).bearer_auth(&self.secret).json(&body);
        request.send().await.unwrap().status()
    }

    /// The number of keys that `sshd` gets.
    async fn keys(&self) -> Option<usize> {
        let path = "/api/v1/host/authorized-keys";
        let url = format!("{}{path}?username={}", self.origin, self.username);
        let request = plain_http().get(url).bearer_auth(&self.key);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["keys"].as_array().map(Vec::len)
    }

    async fn let_in(&self, round: usize) {
        assert_eq!(self.network().await, StatusCode::OK, "{round}");
        assert_eq!(self.keys().await, Some(1), "{round}");
    }

    /// Asks both once. Returns how long they took together.
    async fn refuse(&self, round: usize) -> Duration {
        let since = Instant::now();
        assert_eq!(self.network().await, StatusCode::UNAUTHORIZED, "{round}");
        assert_eq!(self.keys().await, Some(0), "{round}");
        since.elapsed()
    }
}

/// Suspends or locks a user, by turns.
async fn shut_out(pair: &Pair, user: UserId, round: usize) {
    if round.is_multiple_of(2) {
        pair.owner.suspend_user(user).await.unwrap();
    } else {
        let lock = LockUser::default();
        pair.owner.lock_user(user, &lock).await.unwrap();
    }
}

/// Takes it back.
async fn let_back_in(pair: &Pair, user: UserId, round: usize) {
    if round.is_multiple_of(2) {
        pair.owner.activate_user(user).await.unwrap();
    } else {
        pair.owner.unlock_user(user).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn access_by_radius_and_ssh_key_ends_on_the_other_server_at_once() {
    let pair = Pair::start().await;
    pending_user(&pair.owner, "ada@example.com").await;
    let ada = activate(&pair.servers[0], &pair.smtp, "ada@example.com").await;
    let me = ada.me().await.unwrap();
    let key = AddSshKey {
        name: None,
        public_key: KEY.to_owned(),
    };
    pair.owner.add_user_ssh_key(me.id, &key).await.unwrap();
    let doors = Doors::open(&pair, me.username).await;
    let mut slowest = Duration::ZERO;
    for round in 0..ROUNDS {
        doors.let_in(round).await;
        shut_out(&pair, me.id, round).await;
        slowest = slowest.max(doors.refuse(round).await);
        let_back_in(&pair, me.id, round).await;
    }
    doors.let_in(ROUNDS).await;
    pair.owner.expire_user_password(me.id).await.unwrap();
    slowest = slowest.max(doors.refuse(ROUNDS).await);
    assert!(slowest < AT_ONCE, "{slowest:?}");
}
