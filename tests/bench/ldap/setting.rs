//! A server with a directory of many users.

use client::Client;
use contract::ldap_bind_users::{BindUserScope, CreateLdapBindUser};
use contract::organization::UpdateOrganization;
use harness::{Backend, Installation, Server, free_port, owner};
use rules::directory::DirectoryPolicy;

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
    let policy = DirectoryPolicy {
        enabled: true,
        suffix: SUFFIX.to_owned(),
        ..DirectoryPolicy::default()
    };
    let change = UpdateOrganization {
        directory: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &change).await.unwrap();
    let new = CreateLdapBindUser {
        name: "bench".to_owned(),
        reads: BindUserScope::Everybody,
        application_id: None,
    };
    let created = owner.create_ldap_bind_user(&new).await.unwrap();
    Login {
        name: created.bind_user.dn.unwrap(),
        password: created.secret,
    }
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
