//! A server on a database with many users.

use harness::{Backend, Installation, set_up};
use rules::role::Permission;

use crate::fill::{self, Filled};

/// The length of the password queue: short, so that it fills up.
pub const QUEUE: usize = 24;

/// A stopped installation.
pub struct BenchInstallation {
    /// The installation.
    pub installation: Installation,
    /// The number of its users.
    pub users: usize,
    /// What all users have in common.
    pub filled: Filled,
    /// An API key that reads users and groups.
    pub key: String,
}

/// Creates one on SQLite with this number of users.
pub async fn on_sqlite(users: usize) -> BenchInstallation {
    on(Backend::Sqlite, users).await
}

/// Creates one on this kind of database with this number of users.
pub async fn on(backend: Backend, users: usize) -> BenchInstallation {
    let mut installation = Installation::new(backend).await;
    for (key, value) in [
        ("requests_per_minute", "10000000"),
        ("requests_burst", "10000000"),
        ("sign_in_per_minute", "10000000"),
        ("sign_in_burst", "10000000"),
    ] {
        installation.set("limits", key, value);
    }
    installation.set("security", "hash_queue", &QUEUE.to_string());
    // The clients have addresses of many networks, as a proxy on this machine reports them.
    installation.set("server", "trusted_proxies", "['127.0.0.1/32']");
    let server = installation.start().await;
    let owner = set_up(&server).await;
    let key = contract::api_keys::CreateApiKey {
        name: "bench".to_owned(),
        scopes: vec![Permission::UsersRead, Permission::GroupsRead],
        expires_in_days: 1,
    };
    let key = owner.create_api_key(&key).await.unwrap().key;
    server.stop().await;
    let filled = fill::fill(&installation, users).await;
    BenchInstallation {
        installation,
        users,
        filled,
        key,
    }
}
