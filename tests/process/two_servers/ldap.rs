//! A change on one server is refused by LDAP on the other one, also on connections that are open.

use std::time::{Duration, Instant};

use contract::organization::UpdateOrganization;
use contract::users::LockUser;
use harness::{Backend, Installation, USER_PASSWORD, free_port};
use ldap3::{Ldap, LdapConnAsync, Scope};
use rules::directory::DirectoryPolicy;

use crate::people::{activate, pending_user, set_up};
use crate::smtp::Smtp;

const BASE: &str = "dc=acme,dc=example";
/// How long a change may take.
const AT_ONCE: Duration = Duration::from_secs(1);
/// How often it is tried.
const ROUNDS: usize = 20;

async fn connect(port: u16) -> Ldap {
    let url = format!("ldap://127.0.0.1:{port}");
    let (connection, client) = LdapConnAsync::new(&url).await.unwrap();
    tokio::spawn(connection.drive());
    client
}

/// The result of a bind.
async fn bind(client: &mut Ldap, name: &str) -> (u32, String) {
    let result = client.simple_bind(name, USER_PASSWORD).await.unwrap();
    (result.rc, result.text)
}

/// The result of a search.
async fn search(client: &mut Ldap) -> u32 {
    let found = client
        .search(BASE, Scope::Subtree, "(uid=*)", ["1.1"])
        .await;
    found.unwrap().1.rc
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
async fn access_by_ldap_ends_on_the_other_server_at_once() {
    let smtp_port = free_port();
    let mut installation = Installation::new(Backend::Postgres).await;
    installation.set_smtp(smtp_port);
    let smtp = Smtp::start(smtp_port, &installation.folder().join("mails"), &[]).await;
    installation.set("ldap", "danger_plain_passwords", "true");
    let listen = |installation: &mut Installation| {
        let port = free_port();
        installation.set("ldap", "starttls_listen", &format!("'127.0.0.1:{port}'"));
        port
    };
    listen(&mut installation);
    let first = installation.start().await;
    let owner = set_up(&first).await;
    let port = listen(&mut installation);
    let address = format!("127.0.0.1:{}", free_port());
    let _second = installation.start_with(&["--listen", &address]).await;

    let policy = DirectoryPolicy {
        enabled: true,
        suffix: BASE.to_owned(),
        ..DirectoryPolicy::default()
    };
    let change = UpdateOrganization {
        directory: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &change).await.unwrap();
    pending_user(&owner, "ada@example.com").await;
    let ada = activate(&first, &smtp, "ada@example.com").await;
    let me = ada.me().await.unwrap();
    let name = format!("uid={},ou=people,{BASE}", me.username);

    let mut open = connect(port).await;
    let mut new = connect(port).await;
    let mut slowest = Duration::ZERO;
    for round in 0..ROUNDS {
        assert_eq!(bind(&mut open, &name).await, (0, String::new()), "{round}");
        assert_eq!(search(&mut open).await, 0);
        if round % 2 == 0 {
            owner.suspend_user(me.id).await.unwrap();
        } else {
            owner.lock_user(me.id, &LockUser::default()).await.unwrap();
        }
        let since = Instant::now();
        assert_eq!(search(&mut open).await, 50, "{round}");
        let (code, text) = bind(&mut new, &name).await;
        let data = if round % 2 == 0 {
            "data 533,"
        } else {
            "data 775,"
        };
        assert!(code == 49 && text.contains(data), "{round}: {code} {text}");
        slowest = slowest.max(since.elapsed());
        if round % 2 == 0 {
            owner.activate_user(me.id).await.unwrap();
        } else {
            owner.unlock_user(me.id).await.unwrap();
        }
    }
    assert!(slowest < AT_ONCE, "{slowest:?}");
}
