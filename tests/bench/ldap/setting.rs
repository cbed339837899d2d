//! A server with a directory of many users.

use client::Client;
use harness::{
    Backend, Installation, Server, create_bind_user, free_port, owner, turn_directory_on,
};

use super::fill_groups::fill_groups;
use super::requests::Login;
use crate::bench_installation::{self, BenchInstallation};
use crate::fill::username;

/// The suffix of the organization.
pub const SUFFIX: &str = "dc=example,dc=com";

/// A server on loopback, without TLS.
pub struct Setting {
    /// What it runs on.
    pub bench: BenchInstallation,
    /// The server.
    pub server: Server,
    /// The address of its directory.
    pub url: String,
    /// A bind user, which searches the directory.
    pub reader: Login,
}

impl Setting {
    /// Starts a server on this kind of database with this number of users, who are in groups.
    pub async fn on(backend: Backend, users: usize) -> Self {
        let mut bench = bench_installation::on(backend, users).await;
        fill_groups(&bench.installation).await;
        let installation = &mut bench.installation;
        // All clients are in one network, which has a quarter of the queue.
        installation.set("security", "hash_queue", "256");
        let url = listen(installation);
        let server = installation.start().await;
        let reader = switch_on(&owner(&server).await).await;
        Self {
            bench,
            server,
            url,
            reader,
        }
    }
}

/// Makes the servers that are started from now on listen for LDAP, without TLS. Returns the address.
pub fn listen(installation: &mut Installation) -> String {
    let address = format!("127.0.0.1:{}", free_port());
    installation.set("ldap", "starttls_listen", &format!("'{address}'"));
    installation.set("ldap", "danger_plain_passwords", "true");
    format!("ldap://{address}")
}

/// Gives the organization a directory. Returns a bind user that may search it.
pub async fn switch_on(owner: &Client) -> Login {
    turn_directory_on(owner, SUFFIX).await;
    let (name, password) = create_bind_user(owner, "bench").await;
    Login { name, password }
}

/// The name of everybody's parent.
pub fn people() -> String {
    format!("ou=people,{SUFFIX}")
}

/// The name of the user with this number.
pub fn person(number: usize) -> String {
    format!("uid={},{}", username(number), people())
}

/// A name that nobody has, for this number.
pub fn nobody(number: usize) -> String {
    format!("uid=nobody{number},{}", people())
}
